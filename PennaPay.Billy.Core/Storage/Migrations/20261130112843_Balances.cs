using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Balances : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SourcedInvoices_WorkspaceId_CustomerId_Standing",
                table: "SourcedInvoices");

            migrationBuilder.AddColumn<DateOnly>(
                name: "ActiveOn",
                table: "SourcedInvoices",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<string>(
                name: "Currency",
                table: "SourcedInvoices",
                type: "TEXT",
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            // What is known of those that are there: when an invoice came to stand otherwise was kept together with when it was first read.
            migrationBuilder.Sql(
                """
                UPDATE "SourcedInvoices" SET ("Currency", "ActiveOn") = (
                    SELECT i."Currency", MAX(i."IssueDate", COALESCE("SourcedInvoices"."SeenPaidOn", i."IssueDate"), COALESCE((SELECT MAX(p."Day") FROM "Payments" AS p WHERE p."InvoiceId" = i."Id"), i."IssueDate"))
                    FROM "Invoices" AS i WHERE i."Id" = "SourcedInvoices"."InvoiceId");
                """);

            migrationBuilder.AddColumn<DateTime>(
                name: "IncludedAt",
                table: "SourceAccounts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_SourcedInvoices_Balances",
                table: "SourcedInvoices",
                columns: new[] { "WorkspaceId", "ConnectionId", "CustomerId", "Standing", "IsArchived", "Currency", "DueDate", "Remaining", "ActiveOn" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SourcedInvoices_Balances",
                table: "SourcedInvoices");

            migrationBuilder.DropColumn(
                name: "ActiveOn",
                table: "SourcedInvoices");

            migrationBuilder.DropColumn(
                name: "Currency",
                table: "SourcedInvoices");

            migrationBuilder.DropColumn(
                name: "IncludedAt",
                table: "SourceAccounts");

            migrationBuilder.CreateIndex(
                name: "IX_SourcedInvoices_WorkspaceId_CustomerId_Standing",
                table: "SourcedInvoices",
                columns: new[] { "WorkspaceId", "CustomerId", "Standing" });
        }
    }
}
