using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Products : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Invoices_CustomerId",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_CustomerNo",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_RegistrationNo",
                table: "Customers");

            migrationBuilder.AddColumn<Guid>(
                name: "ProductId",
                table: "InvoiceLines",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Products",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Details = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    UnitPrice = table.Column<decimal>(type: "TEXT", nullable: true),
                    Vat = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountCode = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    SearchText = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Products", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_CustomerId_WorkspaceId_IssueDate",
                table: "Invoices",
                columns: new[] { "CustomerId", "WorkspaceId", "IssueDate" });

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceLines_ProductId_WorkspaceId",
                table: "InvoiceLines",
                columns: new[] { "ProductId", "WorkspaceId" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_CountryCode_SearchText_Id",
                table: "Customers",
                columns: new[] { "WorkspaceId", "CountryCode", "SearchText", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_CustomerNo_Id",
                table: "Customers",
                columns: new[] { "WorkspaceId", "CustomerNo", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_RegistrationNo_Id",
                table: "Customers",
                columns: new[] { "WorkspaceId", "RegistrationNo", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Products_WorkspaceId_Number",
                table: "Products",
                columns: new[] { "WorkspaceId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Products_WorkspaceId_SearchText_Id",
                table: "Products",
                columns: new[] { "WorkspaceId", "SearchText", "Id" });

            migrationBuilder.AddForeignKey(
                name: "FK_InvoiceLines_Products_ProductId",
                table: "InvoiceLines",
                column: "ProductId",
                principalTable: "Products",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_InvoiceLines_Products_ProductId",
                table: "InvoiceLines");

            migrationBuilder.DropTable(
                name: "Products");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_CustomerId_WorkspaceId_IssueDate",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_InvoiceLines_ProductId_WorkspaceId",
                table: "InvoiceLines");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_CountryCode_SearchText_Id",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_CustomerNo_Id",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_RegistrationNo_Id",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "ProductId",
                table: "InvoiceLines");

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_CustomerId",
                table: "Invoices",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_CustomerNo",
                table: "Customers",
                columns: new[] { "WorkspaceId", "CustomerNo" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_WorkspaceId_RegistrationNo",
                table: "Customers",
                columns: new[] { "WorkspaceId", "RegistrationNo" });
        }
    }
}
