using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class DocumentsAreLookedAt : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_InvoiceCopies_ConnectionId",
                table: "InvoiceCopies");

            migrationBuilder.AddColumn<string>(
                name: "RemoteNumber",
                table: "Invoices",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Condition",
                table: "InvoiceCopies",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "RemoteNumber",
                table: "InvoiceCopies",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SeenAt",
                table: "InvoiceCopies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceCopies_ConnectionId_RemoteId",
                table: "InvoiceCopies",
                columns: new[] { "ConnectionId", "RemoteId" });

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceCopies_ConnectionId_Condition",
                table: "InvoiceCopies",
                columns: new[] { "ConnectionId", "Condition" });

            // What was known of each push's document is known of the invoice's copy from now on, and shown: 2 is booked, 3 deleted.
            migrationBuilder.Sql("""
                UPDATE "InvoiceCopies" SET ("Condition", "SeenAt") = (
                    SELECT p."Condition", p."CheckedAt" FROM "Pushes" AS p
                    WHERE p."ConnectionId" = "InvoiceCopies"."ConnectionId" AND p."RemoteId" = "InvoiceCopies"."RemoteId" AND p."State" = 3
                    ORDER BY p."EndedAt" DESC LIMIT 1)
                WHERE EXISTS (
                    SELECT 1 FROM "Pushes" AS p
                    WHERE p."ConnectionId" = "InvoiceCopies"."ConnectionId" AND p."RemoteId" = "InvoiceCopies"."RemoteId" AND p."State" = 3);
                UPDATE "InvoiceCopies" SET "State" = CASE "Condition" WHEN 2 THEN 8 ELSE 13 END
                WHERE "Condition" IN (2, 3) AND "State" IN (3, 4, 5) AND "RemoteId" IS NOT NULL;
                UPDATE "Invoices" SET "CopyState" = (
                    SELECT c."State" FROM "InvoiceCopies" AS c JOIN "Connections" AS l ON l."Id" = c."ConnectionId" AND l."IsListed"
                    WHERE c."InvoiceId" = "Invoices"."Id")
                WHERE "Id" IN (
                    SELECT c."InvoiceId" FROM "InvoiceCopies" AS c JOIN "Connections" AS l ON l."Id" = c."ConnectionId" AND l."IsListed"
                    WHERE c."State" IN (8, 13));
                """);
            // Not by EF, which would write the whole table anew.
            migrationBuilder.Sql("""ALTER TABLE "Pushes" DROP COLUMN "CheckedAt";""");
            migrationBuilder.Sql("""ALTER TABLE "Pushes" DROP COLUMN "Condition";""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_InvoiceCopies_ConnectionId_Condition",
                table: "InvoiceCopies");

            migrationBuilder.DropIndex(
                name: "IX_InvoiceCopies_ConnectionId_RemoteId",
                table: "InvoiceCopies");

            migrationBuilder.DropColumn(
                name: "RemoteNumber",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "Condition",
                table: "InvoiceCopies");

            migrationBuilder.DropColumn(
                name: "RemoteNumber",
                table: "InvoiceCopies");

            migrationBuilder.DropColumn(
                name: "SeenAt",
                table: "InvoiceCopies");

            migrationBuilder.AddColumn<DateTime>(
                name: "CheckedAt",
                table: "Pushes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Condition",
                table: "Pushes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceCopies_ConnectionId",
                table: "InvoiceCopies",
                column: "ConnectionId");
        }
    }
}
