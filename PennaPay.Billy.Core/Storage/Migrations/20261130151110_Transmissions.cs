using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Transmissions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "GoesByItself",
                table: "SourcePushes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsSentOn",
                table: "SourcePushes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "OnSince",
                table: "SourcePushes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "TellsPayments",
                table: "SourcePushes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsNew",
                table: "SourcedInvoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "PaymentFailure",
                table: "SourcedInvoices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PaymentTold",
                table: "SourcedInvoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "PaymentToldAt",
                table: "SourcedInvoices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Way",
                table: "Pushes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Deliveries",
                columns: table => new
                {
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Way = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StandsSince = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deliveries", x => new { x.InvoiceId, x.ConnectionId });
                    table.ForeignKey(
                        name: "FK_Deliveries_Connections_ConnectionId",
                        column: x => x.ConnectionId,
                        principalTable: "Connections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_ConnectionId",
                table: "Deliveries",
                column: "ConnectionId");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_WorkspaceId_ConnectionId_State_SeenAt",
                table: "Deliveries",
                columns: new[] { "WorkspaceId", "ConnectionId", "State", "SeenAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Deliveries");

            migrationBuilder.DropColumn(
                name: "GoesByItself",
                table: "SourcePushes");

            migrationBuilder.DropColumn(
                name: "IsSentOn",
                table: "SourcePushes");

            migrationBuilder.DropColumn(
                name: "OnSince",
                table: "SourcePushes");

            migrationBuilder.DropColumn(
                name: "TellsPayments",
                table: "SourcePushes");

            migrationBuilder.DropColumn(
                name: "IsNew",
                table: "SourcedInvoices");

            migrationBuilder.DropColumn(
                name: "PaymentFailure",
                table: "SourcedInvoices");

            migrationBuilder.DropColumn(
                name: "PaymentTold",
                table: "SourcedInvoices");

            migrationBuilder.DropColumn(
                name: "PaymentToldAt",
                table: "SourcedInvoices");

            migrationBuilder.DropColumn(
                name: "Way",
                table: "Pushes");
        }
    }
}
