using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class CompanyNumberingAndMessages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DefaultSalesAccountId",
                table: "BillyConnections");

            migrationBuilder.AddColumn<string>(
                name: "City",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CountryCode",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Email",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InvoiceCurrency",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PaymentTermsDays",
                table: "Workspaces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RegistrationNo",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 50,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Street",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ZipCode",
                table: "Workspaces",
                type: "TEXT",
                maxLength: 50,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "NumberUse",
                table: "BillyConnections",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MutedToasts",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "City",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "CountryCode",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "Email",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "InvoiceCurrency",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "PaymentTermsDays",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "RegistrationNo",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "Street",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "ZipCode",
                table: "Workspaces");

            migrationBuilder.DropColumn(
                name: "NumberUse",
                table: "BillyConnections");

            migrationBuilder.DropColumn(
                name: "MutedToasts",
                table: "AspNetUsers");

            migrationBuilder.AddColumn<string>(
                name: "DefaultSalesAccountId",
                table: "BillyConnections",
                type: "TEXT",
                nullable: true);
        }
    }
}
