using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OriginsByName : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                UPDATE "Invoices" SET "Origin" = CASE "Origin" WHEN 0 THEN 'Editor' WHEN 1 THEN 'Ubl' WHEN 2 THEN 'Csv' WHEN 3 THEN 'Sample' END;
                """);

            migrationBuilder.AlterColumn<string>(
                name: "Origin",
                table: "Invoices",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                oldClrType: typeof(int),
                oldType: "INTEGER");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                UPDATE "Invoices" SET "Origin" = CASE "Origin" WHEN 'Editor' THEN 0 WHEN 'Ubl' THEN 1 WHEN 'Csv' THEN 2 WHEN 'Sample' THEN 3 END;
                """);

            migrationBuilder.AlterColumn<int>(
                name: "Origin",
                table: "Invoices",
                type: "INTEGER",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 20);
        }
    }
}
