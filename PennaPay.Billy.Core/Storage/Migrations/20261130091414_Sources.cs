using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Sources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OriginId",
                table: "ContactPersons",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RefreshingUntil",
                table: "Connections",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SecretExpiresAt",
                table: "Connections",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "OAuthSignIns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    System = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    UsesSandbox = table.Column<bool>(type: "INTEGER", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    StateHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Verifier = table.Column<string>(type: "TEXT", nullable: false),
                    Redirect = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OAuthSignIns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SourceAccounts",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RemoteId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ExcludedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    GoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DeletedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SourceAccounts", x => new { x.WorkspaceId, x.ConnectionId, x.RemoteId });
                    table.ForeignKey(
                        name: "FK_SourceAccounts_Connections_ConnectionId",
                        column: x => x.ConnectionId,
                        principalTable: "Connections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SourcedInvoices",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RemoteId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Standing = table.Column<int>(type: "INTEGER", nullable: false),
                    Remaining = table.Column<long>(type: "INTEGER", nullable: false),
                    IsArchived = table.Column<bool>(type: "INTEGER", nullable: false),
                    DueDate = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SeenPaidOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PaymentsReadAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StandsSince = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SourcedInvoices", x => new { x.WorkspaceId, x.ConnectionId, x.RemoteId });
                    table.ForeignKey(
                        name: "FK_SourcedInvoices_Connections_ConnectionId",
                        column: x => x.ConnectionId,
                        principalTable: "Connections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SourcedInvoices_Invoices_InvoiceId",
                        column: x => x.InvoiceId,
                        principalTable: "Invoices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SourceTasks",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Checkpoint = table.Column<string>(type: "TEXT", nullable: true),
                    Watermark = table.Column<string>(type: "TEXT", nullable: true),
                    BegunAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Steps = table.Column<long>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: true),
                    LeftOut = table.Column<string>(type: "TEXT", nullable: true),
                    FailureCode = table.Column<string>(type: "TEXT", nullable: true),
                    FailureDetail = table.Column<string>(type: "TEXT", nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SourceTasks", x => new { x.WorkspaceId, x.ConnectionId, x.Name });
                    table.ForeignKey(
                        name: "FK_SourceTasks_Connections_ConnectionId",
                        column: x => x.ConnectionId,
                        principalTable: "Connections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_OAuthSignIns_WorkspaceId_StateHash",
                table: "OAuthSignIns",
                columns: new[] { "WorkspaceId", "StateHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SourceAccounts_ConnectionId",
                table: "SourceAccounts",
                column: "ConnectionId");

            migrationBuilder.CreateIndex(
                name: "IX_SourcedInvoices_ConnectionId",
                table: "SourcedInvoices",
                column: "ConnectionId");

            migrationBuilder.CreateIndex(
                name: "IX_SourcedInvoices_InvoiceId",
                table: "SourcedInvoices",
                column: "InvoiceId");

            migrationBuilder.CreateIndex(
                name: "IX_SourcedInvoices_WorkspaceId_ConnectionId_Standing",
                table: "SourcedInvoices",
                columns: new[] { "WorkspaceId", "ConnectionId", "Standing" });

            migrationBuilder.CreateIndex(
                name: "IX_SourcedInvoices_WorkspaceId_CustomerId_Standing",
                table: "SourcedInvoices",
                columns: new[] { "WorkspaceId", "CustomerId", "Standing" });

            migrationBuilder.CreateIndex(
                name: "IX_SourceTasks_ConnectionId",
                table: "SourceTasks",
                column: "ConnectionId");

            migrationBuilder.CreateIndex(
                name: "IX_SourceTasks_DueAt",
                table: "SourceTasks",
                column: "DueAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OAuthSignIns");

            migrationBuilder.DropTable(
                name: "SourceAccounts");

            migrationBuilder.DropTable(
                name: "SourcedInvoices");

            migrationBuilder.DropTable(
                name: "SourceTasks");

            migrationBuilder.DropColumn(
                name: "OriginId",
                table: "ContactPersons");

            migrationBuilder.DropColumn(
                name: "RefreshingUntil",
                table: "Connections");

            migrationBuilder.DropColumn(
                name: "SecretExpiresAt",
                table: "Connections");
        }
    }
}
