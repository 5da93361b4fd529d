using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class KeptCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_PushHistory_WorkspaceId_At_Id_State_IsOutcome",
                table: "PushHistory");

            migrationBuilder.CreateTable(
                name: "CustomerInvoiceCounts",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomerInvoiceCounts", x => new { x.WorkspaceId, x.CustomerId });
                });

            migrationBuilder.CreateTable(
                name: "InvoiceCounts",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CopyState = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    HasCopy = table.Column<bool>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InvoiceCounts", x => new { x.WorkspaceId, x.CopyState, x.Status, x.Kind, x.Origin, x.HasCopy });
                });

            migrationBuilder.CreateTable(
                name: "OutcomeCounts",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Cause = table.Column<int>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutcomeCounts", x => new { x.WorkspaceId, x.State, x.Cause });
                });

            migrationBuilder.CreateIndex(
                name: "IX_PushHistory_WorkspaceId_At_Id_State_Cause_IsOutcome",
                table: "PushHistory",
                columns: new[] { "WorkspaceId", "At", "Id", "State", "Cause", "IsOutcome" },
                filter: "\"IsOutcome\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CustomerInvoiceCounts");

            migrationBuilder.DropTable(
                name: "InvoiceCounts");

            migrationBuilder.DropTable(
                name: "OutcomeCounts");

            migrationBuilder.DropIndex(
                name: "IX_PushHistory_WorkspaceId_At_Id_State_Cause_IsOutcome",
                table: "PushHistory");

            migrationBuilder.CreateIndex(
                name: "IX_PushHistory_WorkspaceId_At_Id_State_IsOutcome",
                table: "PushHistory",
                columns: new[] { "WorkspaceId", "At", "Id", "State", "IsOutcome" },
                filter: "\"IsOutcome\"");
        }
    }
}
