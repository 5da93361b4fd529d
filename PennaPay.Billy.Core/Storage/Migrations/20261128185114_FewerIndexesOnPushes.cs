using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class FewerIndexesOnPushes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Pushes_ConnectionId",
                table: "Pushes");

            migrationBuilder.DropIndex(
                name: "IX_Pushes_NextCheckAt",
                table: "Pushes");

            migrationBuilder.DropIndex(
                name: "IX_Pushes_WorkspaceId_BatchId",
                table: "Pushes");

            migrationBuilder.DropIndex(
                name: "IX_Pushes_WorkspaceId_ConnectionId_State_DueAt",
                table: "Pushes");

            migrationBuilder.DropIndex(
                name: "IX_InvoiceCopies_WorkspaceId_ConnectionId_State",
                table: "InvoiceCopies");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerEntry_NeedsAttention",
                table: "Pushes",
                column: "WorkspaceId",
                filter: "\"State\" = 5");

            migrationBuilder.CreateIndex(
                name: "IX_Pushes_ConnectionId_State_DueAt",
                table: "Pushes",
                columns: new[] { "ConnectionId", "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Pushes_NextCheckAt",
                table: "Pushes",
                column: "NextCheckAt",
                filter: "\"NextCheckAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Pushes_WorkspaceId_BatchId",
                table: "Pushes",
                columns: new[] { "WorkspaceId", "BatchId" },
                filter: "\"BatchId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LedgerEntry_NeedsAttention",
                table: "Pushes");

            migrationBuilder.DropIndex(
                name: "IX_Pushes_ConnectionId_State_DueAt",
                table: "Pushes");

            migrationBuilder.DropIndex(
                name: "IX_Pushes_NextCheckAt",
                table: "Pushes");

            migrationBuilder.DropIndex(
                name: "IX_Pushes_WorkspaceId_BatchId",
                table: "Pushes");

            migrationBuilder.CreateIndex(
                name: "IX_Pushes_ConnectionId",
                table: "Pushes",
                column: "ConnectionId");

            migrationBuilder.CreateIndex(
                name: "IX_Pushes_NextCheckAt",
                table: "Pushes",
                column: "NextCheckAt");

            migrationBuilder.CreateIndex(
                name: "IX_Pushes_WorkspaceId_BatchId",
                table: "Pushes",
                columns: new[] { "WorkspaceId", "BatchId" });

            migrationBuilder.CreateIndex(
                name: "IX_Pushes_WorkspaceId_ConnectionId_State_DueAt",
                table: "Pushes",
                columns: new[] { "WorkspaceId", "ConnectionId", "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceCopies_WorkspaceId_ConnectionId_State",
                table: "InvoiceCopies",
                columns: new[] { "WorkspaceId", "ConnectionId", "State" });
        }
    }
}
