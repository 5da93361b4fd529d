using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ProductsMappingAndSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_PushHistory_WorkspaceId_IsOutcome_At",
                table: "PushHistory");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_CustomerId",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_CustomerNo",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_WorkspaceId_RegistrationNo",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "DefaultSalesAccountId",
                table: "BillyConnections");

            migrationBuilder.AddColumn<string>(
                name: "City",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CountryCode",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Email",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InvoiceCurrency",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PaymentTermsDays",
                table: "Workspaces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RegistrationNo",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 50,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Street",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ZipCode",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 50,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ProductId",
                table: "InvoiceLines",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "NumberUse",
                table: "BillyConnections",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MutedToasts",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "ListChoices",
                columns: table => new
                {
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hidden = table.Column<int>(type: "INTEGER", nullable: false),
                    NoLetterKeys = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ListChoices", x => x.OwnerId);
                    table.ForeignKey(
                        name: "FK_ListChoices_AspNetUsers_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PostingChoices",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", nullable: true),
                    RulesetId = table.Column<string>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostingChoices", x => new { x.WorkspaceId, x.OrganizationId, x.Subject, x.Key });
                });

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

            migrationBuilder.CreateTable(
                name: "SavedFilters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Search = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Status = table.Column<int>(type: "INTEGER", nullable: true),
                    BillyState = table.Column<int>(type: "INTEGER", nullable: true),
                    Kind = table.Column<int>(type: "INTEGER", nullable: true),
                    Sort = table.Column<int>(type: "INTEGER", nullable: false),
                    Descending = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedFilters", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SavedFilters_AspNetUsers_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PushHistory_WorkspaceId_At_Id_State_IsOutcome",
                table: "PushHistory",
                columns: new[] { "WorkspaceId", "At", "Id", "State", "IsOutcome" },
                filter: "\"IsOutcome\"");

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

            migrationBuilder.CreateIndex(
                name: "IX_SavedFilters_OwnerId_Name",
                table: "SavedFilters",
                columns: new[] { "OwnerId", "Name" },
                unique: true);

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
                name: "ListChoices");

            migrationBuilder.DropTable(
                name: "PostingChoices");

            migrationBuilder.DropTable(
                name: "Products");

            migrationBuilder.DropTable(
                name: "SavedFilters");

            migrationBuilder.DropIndex(
                name: "IX_PushHistory_WorkspaceId_At_Id_State_IsOutcome",
                table: "PushHistory");

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
                name: "City",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "CountryCode",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "Email",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "InvoiceCurrency",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "PaymentTermsDays",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "RegistrationNo",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "Street",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "ZipCode",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "ProductId",
                table: "InvoiceLines");

            migrationBuilder.DropColumn(
                name: "NumberUse",
                table: "BillyConnections");

            migrationBuilder.DropColumn(
                name: "MutedToasts",
                table: "AspNetUsers");

            migrationBuilder.AddColumn<string>(
                name: "DefaultSalesAccountId",
                table: "BillyConnections",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_PushHistory_WorkspaceId_IsOutcome_At",
                table: "PushHistory",
                columns: new[] { "WorkspaceId", "IsOutcome", "At" });

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
