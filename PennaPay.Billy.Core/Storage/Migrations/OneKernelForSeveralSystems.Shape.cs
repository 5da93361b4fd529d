using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <content>Tables, columns and indexes, old and new.</content>
    public partial class OneKernelForSeveralSystems
    {
        /// <summary>Those whose name or columns change; a table that is put aside would keep the names of its own.</summary>
        private static void DropIndexes(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex("IX_LedgerEntry_Due", "Pushes");
            migrationBuilder.DropIndex("IX_LedgerEntry_OneOpenPushPerInvoice", "Pushes");
            migrationBuilder.DropIndex("IX_Pushes_NextLookAt", "Pushes");
            migrationBuilder.DropIndex("IX_Pushes_WorkspaceId_BatchId", "Pushes");
            migrationBuilder.DropIndex("IX_Pushes_WorkspaceId_InvoiceId_Revision_OrganizationId", "Pushes");
            migrationBuilder.DropIndex("IX_Pushes_WorkspaceId_State_DueAt", "Pushes");
            migrationBuilder.DropIndex("IX_Invoices_WorkspaceId_Status_IssueDate_Id_BillyState_Kind", "Invoices");
            migrationBuilder.DropIndex("IX_Invoices_WorkspaceId_SearchText_Id_Status_BillyState_Kind", "Invoices");
            migrationBuilder.DropIndex("IX_Invoices_WorkspaceId_NumberKey_Id_Status_BillyState_Kind", "Invoices");
            migrationBuilder.DropIndex("IX_Invoices_WorkspaceId_IssueDate_Id_Status_BillyState_Kind", "Invoices");
            migrationBuilder.DropIndex("IX_Invoices_WorkspaceId_Gross_Id_Status_BillyState_Kind", "Invoices");
            migrationBuilder.DropIndex("IX_Invoices_WorkspaceId_BillyState_IssueDate_Id_Status_Kind", "Invoices");
        }

        private static void PutAside(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable("QueueLeases");
            migrationBuilder.RenameTable("Pushes", newName: "OldPushes");
            migrationBuilder.RenameTable("PostingChoices", newName: "OldPostingChoices");
        }

        private static void RenameColumns(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn("BillyState", "SavedFilters", "CopyState");
            migrationBuilder.RenameColumn("BillyState", "Invoices", "CopyState");
            migrationBuilder.RenameColumn("BillyInvoiceId", "Invoices", "RemoteId");
            migrationBuilder.RenameColumn("BillyInvoiceId", "PushHistory", "RemoteId");
            migrationBuilder.AddColumn<Guid>("ConnectionId", "PushHistory", type: "TEXT", nullable: false, defaultValue: Guid.Empty);
            migrationBuilder.AddColumn<int>("Purpose", "PushHistory", type: "INTEGER", nullable: false, defaultValue: 0);
        }

        private static void CreateTables(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Connections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    System = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    UsesSandbox = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AccountName = table.Column<string>(type: "TEXT", nullable: true),
                    RegistrationNo = table.Column<string>(type: "TEXT", nullable: true),
                    CountryCode = table.Column<string>(type: "TEXT", nullable: true),
                    Currency = table.Column<string>(type: "TEXT", nullable: true),
                    PagesUrl = table.Column<string>(type: "TEXT", nullable: true),
                    Facts = table.Column<string>(type: "TEXT", nullable: true),
                    Settings = table.Column<string>(type: "TEXT", nullable: true),
                    AutoPush = table.Column<bool>(type: "INTEGER", nullable: false),
                    AutoPushFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Secret = table.Column<string>(type: "TEXT", nullable: true),
                    SecretHint = table.Column<string>(type: "TEXT", maxLength: 4, nullable: true),
                    ConnectedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReplacedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    IsListed = table.Column<bool>(type: "INTEGER", nullable: false),
                    VerifiedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FailureCode = table.Column<string>(type: "TEXT", nullable: true),
                    FailureDetail = table.Column<string>(type: "TEXT", nullable: true),
                    FailedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PauseCode = table.Column<string>(type: "TEXT", nullable: true),
                    PauseDetail = table.Column<string>(type: "TEXT", nullable: true),
                    PausedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PausedUntil = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Connections", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InvoiceCopies",
                columns: table => new
                {
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    RemoteId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InvoiceCopies", x => new { x.InvoiceId, x.ConnectionId });
                    table.ForeignKey(
                        name: "FK_InvoiceCopies_Connections_ConnectionId",
                        column: x => x.ConnectionId,
                        principalTable: "Connections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_InvoiceCopies_Invoices_InvoiceId",
                        column: x => x.InvoiceId,
                        principalTable: "Invoices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PostingProducts",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    ProductId = table.Column<string>(type: "TEXT", nullable: false),
                    LinkedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostingProducts", x => new { x.WorkspaceId, x.ConnectionId, x.Key });
                    table.ForeignKey(
                        name: "FK_PostingProducts_Connections_ConnectionId",
                        column: x => x.ConnectionId,
                        principalTable: "Connections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RecordLinks",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    LocalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RemoteId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    LinkedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IsShared = table.Column<bool>(type: "INTEGER", nullable: false),
                    Base = table.Column<string>(type: "TEXT", nullable: true),
                    BaseAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordLinks", x => new { x.WorkspaceId, x.ConnectionId, x.Kind, x.LocalId });
                    table.ForeignKey(
                        name: "FK_RecordLinks_Connections_ConnectionId",
                        column: x => x.ConnectionId,
                        principalTable: "Connections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Pushes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Purpose = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    InvoiceNumber = table.Column<string>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Cause = table.Column<int>(type: "INTEGER", nullable: false),
                    StartedBy = table.Column<string>(type: "TEXT", nullable: false),
                    BatchId = table.Column<Guid>(type: "TEXT", nullable: true),
                    QueuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    TroubleSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FirstMissAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Key = table.Column<string>(type: "TEXT", nullable: true),
                    PartyId = table.Column<string>(type: "TEXT", nullable: true),
                    PayloadHash = table.Column<string>(type: "TEXT", nullable: true),
                    Currency = table.Column<string>(type: "TEXT", nullable: true),
                    Gross = table.Column<long>(type: "INTEGER", nullable: false),
                    RemoteId = table.Column<string>(type: "TEXT", nullable: true),
                    Fingerprint = table.Column<string>(type: "TEXT", nullable: true),
                    ReplacesRemoteId = table.Column<string>(type: "TEXT", nullable: true),
                    ReplacementBegun = table.Column<bool>(type: "INTEGER", nullable: false),
                    Relinked = table.Column<bool>(type: "INTEGER", nullable: false),
                    Condition = table.Column<int>(type: "INTEGER", nullable: false),
                    CheckedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    NextCheckAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FailureCode = table.Column<string>(type: "TEXT", nullable: true),
                    FailureDetail = table.Column<string>(type: "TEXT", nullable: true),
                    FailureFields = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Pushes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Pushes_Connections_ConnectionId",
                        column: x => x.ConnectionId,
                        principalTable: "Connections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PostingChoices",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subject = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", nullable: true),
                    RulesetId = table.Column<string>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostingChoices", x => new { x.WorkspaceId, x.ConnectionId, x.Subject, x.Key });
                    table.ForeignKey(
                        name: "FK_PostingChoices_Connections_ConnectionId",
                        column: x => x.ConnectionId,
                        principalTable: "Connections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "QueueLeases",
                columns: table => new
                {
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Holder = table.Column<Guid>(type: "TEXT", nullable: true),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QueueLeases", x => x.ConnectionId);
                });
        }

        /// <summary>Before the copies are made, which look pushes up by invoice.</summary>
        private static void CreatePushIndexes(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                "IX_Pushes_WorkspaceId_InvoiceId_ConnectionId_Purpose_Revision", "Pushes",
                ["WorkspaceId", "InvoiceId", "ConnectionId", "Purpose", "Revision"], unique: true);
            migrationBuilder.CreateIndex(
                "IX_LedgerEntry_OneOpenPushPerInvoiceAndConnection", "Pushes",
                ["WorkspaceId", "InvoiceId", "ConnectionId", "Purpose"], unique: true, filter: "\"State\" IN (0, 1, 2)");
            migrationBuilder.CreateIndex("IX_Pushes_WorkspaceId_ConnectionId_State_DueAt", "Pushes", ["WorkspaceId", "ConnectionId", "State", "DueAt"]);
            migrationBuilder.CreateIndex("IX_LedgerEntry_Due", "Pushes", "DueAt", filter: "\"State\" IN (0, 1, 2)");
            migrationBuilder.CreateIndex("IX_Pushes_NextCheckAt", "Pushes", "NextCheckAt");
            migrationBuilder.CreateIndex("IX_Pushes_WorkspaceId_BatchId", "Pushes", ["WorkspaceId", "BatchId"]);
        }

        private static void DropOld(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable("AccountsOfPushes");
            migrationBuilder.DropTable("OldPushes");
            migrationBuilder.DropTable("OldPostingChoices");
            migrationBuilder.DropTable("BillyLinks");
            migrationBuilder.DropTable("BillyConnections");
        }

        private static void CreateIndexes(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                "IX_Connections_WorkspaceId_System_UsesSandbox_AccountId", "Connections",
                ["WorkspaceId", "System", "UsesSandbox", "AccountId"], unique: true);
            migrationBuilder.CreateIndex(
                "IX_Connections_OneListedPerWorkspace", "Connections", "WorkspaceId", unique: true, filter: "\"IsListed\"");
            migrationBuilder.CreateIndex("IX_InvoiceCopies_ConnectionId", "InvoiceCopies", "ConnectionId");
            migrationBuilder.CreateIndex(
                "IX_InvoiceCopies_WorkspaceId_ConnectionId_State", "InvoiceCopies", ["WorkspaceId", "ConnectionId", "State"]);
            migrationBuilder.CreateIndex("IX_PostingProducts_ConnectionId", "PostingProducts", "ConnectionId");
            migrationBuilder.CreateIndex("IX_PostingChoices_ConnectionId", "PostingChoices", "ConnectionId");
            migrationBuilder.CreateIndex("IX_RecordLinks_ConnectionId", "RecordLinks", "ConnectionId");
            migrationBuilder.CreateIndex(
                "IX_RecordLinks_OneLinkPerRemoteRecord", "RecordLinks",
                ["WorkspaceId", "ConnectionId", "Kind", "RemoteId"], unique: true, filter: "NOT \"IsShared\"");
            migrationBuilder.CreateIndex("IX_Invoices_WorkspaceId_Status_IssueDate_Id_CopyState_Kind", "Invoices", ["WorkspaceId", "Status", "IssueDate", "Id", "CopyState", "Kind"]);
            migrationBuilder.CreateIndex("IX_Invoices_WorkspaceId_SearchText_Id_Status_CopyState_Kind", "Invoices", ["WorkspaceId", "SearchText", "Id", "Status", "CopyState", "Kind"]);
            migrationBuilder.CreateIndex("IX_Invoices_WorkspaceId_NumberKey_Id_Status_CopyState_Kind", "Invoices", ["WorkspaceId", "NumberKey", "Id", "Status", "CopyState", "Kind"]);
            migrationBuilder.CreateIndex("IX_Invoices_WorkspaceId_IssueDate_Id_Status_CopyState_Kind", "Invoices", ["WorkspaceId", "IssueDate", "Id", "Status", "CopyState", "Kind"]);
            migrationBuilder.CreateIndex("IX_Invoices_WorkspaceId_Gross_Id_Status_CopyState_Kind", "Invoices", ["WorkspaceId", "Gross", "Id", "Status", "CopyState", "Kind"]);
            migrationBuilder.CreateIndex("IX_Invoices_WorkspaceId_CopyState_IssueDate_Id_Status_Kind", "Invoices", ["WorkspaceId", "CopyState", "IssueDate", "Id", "Status", "Kind"]);
        }
    }
}
