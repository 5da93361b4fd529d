using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <summary>Users as members of workspaces, who did what, prices that include VAT, and what customers paid.</summary>
    /// <remarks>Written by hand, of statements that SQLite carries out at once, for the reasons given for <see cref="OneKernelForSeveralSystems"/>.</remarks>
    public partial class UsersPricesAndPayments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Memberships",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memberships", x => new { x.UserId, x.WorkspaceId });
                    table.ForeignKey(
                        name: "FK_Memberships_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            // Whoever worked in a workspace until now owns it.
            migrationBuilder.Sql(
                """
                INSERT INTO "Memberships" ("UserId", "WorkspaceId", "Role", "Since")
                SELECT u."Id", u."WorkspaceId", 0, COALESCE(w."CreatedAt", '2026-11-20 00:00:00')
                FROM "AspNetUsers" u LEFT JOIN "Workspaces" w ON w."Id" = u."WorkspaceId";

                ALTER TABLE "AspNetUsers" DROP COLUMN "WorkspaceId";
                """);

            migrationBuilder.RenameTable("ListChoices", newName: "OldListChoices");
            migrationBuilder.CreateTable(
                name: "ListChoices",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hidden = table.Column<int>(type: "INTEGER", nullable: false),
                    NoLetterKeys = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ListChoices", x => new { x.UserId, x.WorkspaceId });
                    table.ForeignKey(
                        name: "FK_ListChoices_Memberships_UserId_WorkspaceId",
                        columns: x => new { x.UserId, x.WorkspaceId },
                        principalTable: "Memberships",
                        principalColumns: new[] { "UserId", "WorkspaceId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.DropIndex("IX_SavedFilters_OwnerId_Name", "SavedFilters");
            migrationBuilder.RenameTable("SavedFilters", newName: "OldSavedFilters");
            migrationBuilder.CreateTable(
                name: "SavedFilters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Search = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Status = table.Column<int>(type: "INTEGER", nullable: true),
                    CopyState = table.Column<int>(type: "INTEGER", nullable: true),
                    Kind = table.Column<int>(type: "INTEGER", nullable: true),
                    Sort = table.Column<int>(type: "INTEGER", nullable: false),
                    Descending = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedFilters", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SavedFilters_Memberships_UserId_WorkspaceId",
                        columns: x => new { x.UserId, x.WorkspaceId },
                        principalTable: "Memberships",
                        principalColumns: new[] { "UserId", "WorkspaceId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.Sql(
                """
                INSERT INTO "ListChoices" ("UserId", "WorkspaceId", "Hidden", "NoLetterKeys")
                SELECT "OwnerId", "WorkspaceId", "Hidden", "NoLetterKeys" FROM "OldListChoices";

                INSERT INTO "SavedFilters" ("Id", "WorkspaceId", "UserId", "Name", "Search", "Status", "CopyState", "Kind", "Sort", "Descending")
                SELECT "Id", "WorkspaceId", "OwnerId", "Name", "Search", "Status", "CopyState", "Kind", "Sort", "Descending" FROM "OldSavedFilters";
                """);
            migrationBuilder.DropTable("OldListChoices");
            migrationBuilder.DropTable("OldSavedFilters");
            migrationBuilder.CreateIndex(
                name: "IX_SavedFilters_UserId_WorkspaceId_Name",
                table: "SavedFilters",
                columns: new[] { "UserId", "WorkspaceId", "Name" },
                unique: true);

            migrationBuilder.DropIndex("IX_Invoices_WorkspaceId_Origin_OriginId", "Invoices");
            migrationBuilder.Sql(
                """
                ALTER TABLE "Invoices" ADD COLUMN "OriginName" TEXT NOT NULL DEFAULT 'Editor';
                UPDATE "Invoices" SET "OriginName" = CASE "Origin" WHEN 1 THEN 'Ubl' WHEN 2 THEN 'Csv' WHEN 3 THEN 'Sample' END WHERE "Origin" <> 0;
                ALTER TABLE "Invoices" DROP COLUMN "Origin";
                ALTER TABLE "Invoices" RENAME COLUMN "OriginName" TO "Origin";
                """);
            migrationBuilder.CreateIndex(
                name: "IX_Invoices_WorkspaceId_Origin_OriginId",
                table: "Invoices",
                columns: new[] { "WorkspaceId", "Origin", "OriginId" },
                unique: true);

            migrationBuilder.AddColumn<long>(
                name: "PayableRounding",
                table: "Invoices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Prepaid",
                table: "Invoices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "PricesIncludeVat",
                table: "Invoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "VatCode",
                table: "InvoiceLines",
                type: "TEXT",
                maxLength: 50,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Payments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    OriginId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Payments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Payments_Invoices_InvoiceId",
                        column: x => x.InvoiceId,
                        principalTable: "Invoices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ActorKind = table.Column<int>(type: "INTEGER", nullable: false),
                    ActorId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ActorName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    SubjectKind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Count = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Pushes_ConnectionId",
                table: "Pushes",
                column: "ConnectionId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_WorkspaceId_At",
                table: "AuditEntries",
                columns: new[] { "WorkspaceId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_InvoiceId_WorkspaceId_Day",
                table: "Payments",
                columns: new[] { "InvoiceId", "WorkspaceId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_WorkspaceId_Origin_OriginId",
                table: "Payments",
                columns: new[] { "WorkspaceId", "Origin", "OriginId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("The earlier version knows one user a workspace: restore the backup that was made before the upgrade.");
    }
}
