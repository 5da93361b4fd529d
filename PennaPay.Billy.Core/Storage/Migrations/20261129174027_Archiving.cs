using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Archiving : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_CopyState_IssueDate_Id_Status_Kind",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_Gross_Id_Status_CopyState_Kind",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_IssueDate_Id_Status_CopyState_Kind",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_NumberKey_Id_Status_CopyState_Kind",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_SearchText_Id_Status_CopyState_Kind",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_Status_IssueDate_Id_CopyState_Kind",
                table: "Invoices");

            migrationBuilder.DropPrimaryKey(
                name: "PK_InvoiceCounts",
                table: "InvoiceCounts");

            migrationBuilder.AddColumn<bool>(
                name: "IsArchived",
                table: "Invoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Planned",
                table: "InvoiceImports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "State",
                table: "InvoiceImports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "SteppedAt",
                table: "InvoiceImports",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            // What was imported before came in whole, in one transaction.
            migrationBuilder.Sql("""UPDATE "InvoiceImports" SET "Planned" = "Invoices", "SteppedAt" = "At" """);

            migrationBuilder.AddColumn<bool>(
                name: "IsArchived",
                table: "InvoiceCounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_InvoiceCounts",
                table: "InvoiceCounts",
                columns: new[] { "WorkspaceId", "CopyState", "Status", "Kind", "Origin", "HasCopy", "IsArchived" });

            migrationBuilder.CreateTable(
                name: "ColumnTemplates",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    HeadingsHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Headings = table.Column<string>(type: "TEXT", nullable: false),
                    Columns = table.Column<string>(type: "TEXT", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SavedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ColumnTemplates", x => new { x.WorkspaceId, x.HeadingsHash });
                });

            migrationBuilder.CreateTable(
                name: "UnfinishedImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    FileNames = table.Column<string>(type: "TEXT", nullable: false),
                    FileCount = table.Column<int>(type: "INTEGER", nullable: false),
                    Questions = table.Column<int>(type: "INTEGER", nullable: false),
                    Answers = table.Column<string>(type: "TEXT", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnfinishedImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "UnfinishedImportFiles",
                columns: table => new
                {
                    ImportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Format = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnfinishedImportFiles", x => new { x.ImportId, x.Position });
                    table.ForeignKey(
                        name: "FK_UnfinishedImportFiles_UnfinishedImports_ImportId",
                        column: x => x.ImportId,
                        principalTable: "UnfinishedImports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_CreditedInvoiceId",
                table: "Invoices",
                column: "CreditedInvoiceId",
                filter: "\"CreditedInvoiceId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_CopyState_IssueDate_Id_Status_Kind_IsArchived",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "CopyState", "IssueDate", "Id", "Status", "Kind", "IsArchived" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_Gross_Id_Status_CopyState_Kind_IsArchived",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "Gross", "Id", "Status", "CopyState", "Kind", "IsArchived" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_IssueDate_Id_Status_CopyState_Kind_IsArchived",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "IssueDate", "Id", "Status", "CopyState", "Kind", "IsArchived" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_NumberKey_Id_Status_CopyState_Kind_IsArchived",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "NumberKey", "Id", "Status", "CopyState", "Kind", "IsArchived" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_SearchText_Id_Status_CopyState_Kind_IsArchived",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "SearchText", "Id", "Status", "CopyState", "Kind", "IsArchived" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_Status_IssueDate_Id_CopyState_Kind_IsArchived",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "Status", "IssueDate", "Id", "CopyState", "Kind", "IsArchived" });

            migrationBuilder.CreateIndex(
                name: "IX_UnfinishedImports_At",
                table: "UnfinishedImports",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_UnfinishedImports_WorkspaceId_Id",
                table: "UnfinishedImports",
                columns: new[] { "WorkspaceId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ColumnTemplates");

            migrationBuilder.DropTable(
                name: "UnfinishedImportFiles");

            migrationBuilder.DropTable(
                name: "UnfinishedImports");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_CreditedInvoiceId",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_CopyState_IssueDate_Id_Status_Kind_IsArchived",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_Gross_Id_Status_CopyState_Kind_IsArchived",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_IssueDate_Id_Status_CopyState_Kind_IsArchived",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_NumberKey_Id_Status_CopyState_Kind_IsArchived",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_SearchText_Id_Status_CopyState_Kind_IsArchived",
                table: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_WorkspaceId_Status_IssueDate_Id_CopyState_Kind_IsArchived",
                table: "Invoices");

            migrationBuilder.DropPrimaryKey(
                name: "PK_InvoiceCounts",
                table: "InvoiceCounts");

            migrationBuilder.DropColumn(
                name: "IsArchived",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "Planned",
                table: "InvoiceImports");

            migrationBuilder.DropColumn(
                name: "State",
                table: "InvoiceImports");

            migrationBuilder.DropColumn(
                name: "SteppedAt",
                table: "InvoiceImports");

            migrationBuilder.DropColumn(
                name: "IsArchived",
                table: "InvoiceCounts");

            migrationBuilder.AddPrimaryKey(
                name: "PK_InvoiceCounts",
                table: "InvoiceCounts",
                columns: new[] { "WorkspaceId", "CopyState", "Status", "Kind", "Origin", "HasCopy" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_CopyState_IssueDate_Id_Status_Kind",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "CopyState", "IssueDate", "Id", "Status", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_Gross_Id_Status_CopyState_Kind",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "Gross", "Id", "Status", "CopyState", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_IssueDate_Id_Status_CopyState_Kind",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "IssueDate", "Id", "Status", "CopyState", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_NumberKey_Id_Status_CopyState_Kind",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "NumberKey", "Id", "Status", "CopyState", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_SearchText_Id_Status_CopyState_Kind",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "SearchText", "Id", "Status", "CopyState", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_Status_IssueDate_Id_CopyState_Kind",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "Status", "IssueDate", "Id", "CopyState", "Kind" });
        }
    }
}
