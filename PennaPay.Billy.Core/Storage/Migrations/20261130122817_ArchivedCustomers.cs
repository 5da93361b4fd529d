using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ArchivedCustomers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_CountryCode_SearchText_Id",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_CustomerNo_Id",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_Kind_SearchText_Id",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_RegistrationNo_Id",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_SearchText_Id",
                table: "Customers");

            migrationBuilder.AddColumn<bool>(
                name: "IsArchived",
                table: "Customers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_CountryCode_SearchText_Id_IsArchived",
                table: "Customers",
                columns: new[] { "WorkspaceId", "CountryCode", "SearchText", "Id", "IsArchived" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_CustomerNo_Id_IsArchived",
                table: "Customers",
                columns: new[] { "WorkspaceId", "CustomerNo", "Id", "IsArchived" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_Kind_SearchText_Id_IsArchived",
                table: "Customers",
                columns: new[] { "WorkspaceId", "Kind", "SearchText", "Id", "IsArchived" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_RegistrationNo_Id_IsArchived",
                table: "Customers",
                columns: new[] { "WorkspaceId", "RegistrationNo", "Id", "IsArchived" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_SearchText_Id_IsArchived",
                table: "Customers",
                columns: new[] { "WorkspaceId", "SearchText", "Id", "IsArchived" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_CountryCode_SearchText_Id_IsArchived",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_CustomerNo_Id_IsArchived",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_Kind_SearchText_Id_IsArchived",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_RegistrationNo_Id_IsArchived",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_SearchText_Id_IsArchived",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "IsArchived",
                table: "Customers");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_CountryCode_SearchText_Id",
                table: "Customers",
                columns: new[] { "WorkspaceId", "CountryCode", "SearchText", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_CustomerNo_Id",
                table: "Customers",
                columns: new[] { "WorkspaceId", "CustomerNo", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_Kind_SearchText_Id",
                table: "Customers",
                columns: new[] { "WorkspaceId", "Kind", "SearchText", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_RegistrationNo_Id",
                table: "Customers",
                columns: new[] { "WorkspaceId", "RegistrationNo", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_SearchText_Id",
                table: "Customers",
                columns: new[] { "WorkspaceId", "SearchText", "Id" });
        }
    }
}
