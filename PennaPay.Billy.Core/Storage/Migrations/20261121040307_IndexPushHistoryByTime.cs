using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class IndexPushHistoryByTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_PushHistory_WorkspaceId_IsOutcome_At",
                table: "PushHistory");

            migrationBuilder.CreateIndex(
                name: "IX_PushHistory_WorkspaceId_At_Id_State_IsOutcome",
                table: "PushHistory",
                columns: new[] { "WorkspaceId", "At", "Id", "State", "IsOutcome" },
                filter: "\"IsOutcome\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_PushHistory_WorkspaceId_At_Id_State_IsOutcome",
                table: "PushHistory");

            migrationBuilder.CreateIndex(
                name: "IX_PushHistory_WorkspaceId_IsOutcome_At",
                table: "PushHistory",
                columns: new[] { "WorkspaceId", "IsOutcome", "At" });
        }
    }
}
