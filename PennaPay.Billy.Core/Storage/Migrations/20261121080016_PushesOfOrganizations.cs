using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class PushesOfOrganizations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Pushes_WorkspaceId_InvoiceId_Revision",
                table: "Pushes");

            migrationBuilder.CreateIndex(
                name: "IX_Pushes_WorkspaceId_InvoiceId_Revision_OrganizationId",
                table: "Pushes",
                columns: new[] { "WorkspaceId", "InvoiceId", "Revision", "OrganizationId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Pushes_WorkspaceId_InvoiceId_Revision_OrganizationId",
                table: "Pushes");

            migrationBuilder.CreateIndex(
                name: "IX_Pushes_WorkspaceId_InvoiceId_Revision",
                table: "Pushes",
                columns: new[] { "WorkspaceId", "InvoiceId", "Revision" },
                unique: true);
        }
    }
}
