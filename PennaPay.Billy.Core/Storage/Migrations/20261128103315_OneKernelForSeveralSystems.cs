using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OneKernelForSeveralSystems : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "BillyState",
                table: "SavedFilters",
                newName: "CopyState");

            migrationBuilder.RenameColumn(
                name: "BillyInvoiceId",
                table: "PushHistory",
                newName: "RemoteId");

            migrationBuilder.RenameColumn(
                name: "ReplacesBillyInvoiceId",
                table: "Pushes",
                newName: "ReplacesRemoteId");

            migrationBuilder.RenameColumn(
                name: "BillyInvoiceId",
                table: "Pushes",
                newName: "RemoteId");

            migrationBuilder.RenameColumn(
                name: "BillyState",
                table: "Invoices",
                newName: "CopyState");

            migrationBuilder.RenameColumn(
                name: "BillyInvoiceId",
                table: "Invoices",
                newName: "RemoteId");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_Status_IssueDate_Id_BillyState_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_Status_IssueDate_Id_CopyState_Kind");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_SearchText_Id_Status_BillyState_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_SearchText_Id_Status_CopyState_Kind");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_NumberKey_Id_Status_BillyState_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_NumberKey_Id_Status_CopyState_Kind");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_IssueDate_Id_Status_BillyState_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_IssueDate_Id_Status_CopyState_Kind");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_Gross_Id_Status_BillyState_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_Gross_Id_Status_CopyState_Kind");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_BillyState_IssueDate_Id_Status_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_CopyState_IssueDate_Id_Status_Kind");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "CopyState",
                table: "SavedFilters",
                newName: "BillyState");

            migrationBuilder.RenameColumn(
                name: "RemoteId",
                table: "PushHistory",
                newName: "BillyInvoiceId");

            migrationBuilder.RenameColumn(
                name: "ReplacesRemoteId",
                table: "Pushes",
                newName: "ReplacesBillyInvoiceId");

            migrationBuilder.RenameColumn(
                name: "RemoteId",
                table: "Pushes",
                newName: "BillyInvoiceId");

            migrationBuilder.RenameColumn(
                name: "RemoteId",
                table: "Invoices",
                newName: "BillyInvoiceId");

            migrationBuilder.RenameColumn(
                name: "CopyState",
                table: "Invoices",
                newName: "BillyState");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_Status_IssueDate_Id_CopyState_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_Status_IssueDate_Id_BillyState_Kind");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_SearchText_Id_Status_CopyState_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_SearchText_Id_Status_BillyState_Kind");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_NumberKey_Id_Status_CopyState_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_NumberKey_Id_Status_BillyState_Kind");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_IssueDate_Id_Status_CopyState_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_IssueDate_Id_Status_BillyState_Kind");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_Gross_Id_Status_CopyState_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_Gross_Id_Status_BillyState_Kind");

            migrationBuilder.RenameIndex(
                name: "IX_Invoices_WorkspaceId_CopyState_IssueDate_Id_Status_Kind",
                table: "Invoices",
                newName: "IX_Invoices_WorkspaceId_BillyState_IssueDate_Id_Status_Kind");
        }
    }
}
