using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class UsersAndMemberships : Migration
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

            // Whoever worked in a workspace until now owns it. Written before the column that says so is dropped.
            migrationBuilder.Sql(
                """
                INSERT INTO "Memberships" ("UserId", "WorkspaceId", "Role", "Since")
                SELECT u."Id", u."WorkspaceId", 0, COALESCE(w."CreatedAt", '2026-11-20 00:00:00')
                FROM "AspNetUsers" u LEFT JOIN "Workspaces" w ON w."Id" = u."WorkspaceId";
                """);

            migrationBuilder.DropColumn(
                name: "WorkspaceId",
                table: "AspNetUsers");

            migrationBuilder.DropForeignKey(
                name: "FK_ListChoices_AspNetUsers_OwnerId",
                table: "ListChoices");

            migrationBuilder.DropForeignKey(
                name: "FK_SavedFilters_AspNetUsers_OwnerId",
                table: "SavedFilters");

            migrationBuilder.DropIndex(
                name: "IX_SavedFilters_OwnerId_Name",
                table: "SavedFilters");

            migrationBuilder.DropPrimaryKey(
                name: "PK_ListChoices",
                table: "ListChoices");

            migrationBuilder.RenameColumn(
                name: "OwnerId",
                table: "SavedFilters",
                newName: "UserId");

            migrationBuilder.RenameColumn(
                name: "OwnerId",
                table: "ListChoices",
                newName: "UserId");

            migrationBuilder.AddPrimaryKey(
                name: "PK_ListChoices",
                table: "ListChoices",
                columns: new[] { "UserId", "WorkspaceId" });

            migrationBuilder.CreateIndex(
                name: "IX_SavedFilters_UserId_WorkspaceId_Name",
                table: "SavedFilters",
                columns: new[] { "UserId", "WorkspaceId", "Name" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_ListChoices_Memberships_UserId_WorkspaceId",
                table: "ListChoices",
                columns: new[] { "UserId", "WorkspaceId" },
                principalTable: "Memberships",
                principalColumns: new[] { "UserId", "WorkspaceId" },
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_SavedFilters_Memberships_UserId_WorkspaceId",
                table: "SavedFilters",
                columns: new[] { "UserId", "WorkspaceId" },
                principalTable: "Memberships",
                principalColumns: new[] { "UserId", "WorkspaceId" },
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Dropping a table deletes what refers to its rows.
            migrationBuilder.Sql("PRAGMA foreign_keys = 0;", suppressTransaction: true);

            migrationBuilder.DropForeignKey(
                name: "FK_ListChoices_Memberships_UserId_WorkspaceId",
                table: "ListChoices");

            migrationBuilder.DropForeignKey(
                name: "FK_SavedFilters_Memberships_UserId_WorkspaceId",
                table: "SavedFilters");

            migrationBuilder.AddColumn<Guid>(
                name: "WorkspaceId",
                table: "AspNetUsers",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.Sql(
                """
                UPDATE "AspNetUsers" SET "WorkspaceId" =
                    (SELECT m."WorkspaceId" FROM "Memberships" m WHERE m."UserId" = "AspNetUsers"."Id" ORDER BY m."Since" LIMIT 1)
                WHERE EXISTS (SELECT 1 FROM "Memberships" m WHERE m."UserId" = "AspNetUsers"."Id");
                """);

            migrationBuilder.DropTable(
                name: "Memberships");

            migrationBuilder.DropIndex(
                name: "IX_SavedFilters_UserId_WorkspaceId_Name",
                table: "SavedFilters");

            migrationBuilder.DropPrimaryKey(
                name: "PK_ListChoices",
                table: "ListChoices");

            migrationBuilder.RenameColumn(
                name: "UserId",
                table: "SavedFilters",
                newName: "OwnerId");

            migrationBuilder.RenameColumn(
                name: "UserId",
                table: "ListChoices",
                newName: "OwnerId");

            migrationBuilder.AddPrimaryKey(
                name: "PK_ListChoices",
                table: "ListChoices",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_SavedFilters_OwnerId_Name",
                table: "SavedFilters",
                columns: new[] { "OwnerId", "Name" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_ListChoices_AspNetUsers_OwnerId",
                table: "ListChoices",
                column: "OwnerId",
                principalTable: "AspNetUsers",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_SavedFilters_AspNetUsers_OwnerId",
                table: "SavedFilters",
                column: "OwnerId",
                principalTable: "AspNetUsers",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
