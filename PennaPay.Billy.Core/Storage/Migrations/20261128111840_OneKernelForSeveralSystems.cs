using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <summary>
    /// From one organisation in Billy to several connections of several systems. Every row is carried over; only the leases,
    /// which last two minutes, start anew.
    /// </summary>
    /// <remarks>
    /// Written by hand, of statements that SQLite carries out at once. What EF Core has no statement for (a column dropped or
    /// altered, a key changed) it does by rebuilding the table after everything else, when the rows are long past: so a table
    /// that changes its shape is put aside, made anew and filled. Foreign keys are on, and a table that others refer to must not
    /// be dropped: its rows would take theirs along.
    /// </remarks>
    public partial class OneKernelForSeveralSystems : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            DropIndexes(migrationBuilder);
            PutAside(migrationBuilder);
            RenameColumns(migrationBuilder);
            CreateTables(migrationBuilder);

            migrationBuilder.Sql(CurrentConnections);
            migrationBuilder.Sql(AccountsOfPushes);
            migrationBuilder.Sql(OtherConnections);
            migrationBuilder.Sql(Pushes);
            migrationBuilder.Sql(History);
            CreatePushIndexes(migrationBuilder);
            migrationBuilder.Sql(Copies);
            migrationBuilder.Sql(WhatListsShow);
            migrationBuilder.Sql(Links);
            migrationBuilder.Sql(Postings);

            DropOld(migrationBuilder);
            CreateIndexes(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("The earlier version cannot hold several connections: restore the backup that was made before the upgrade.");
    }
}
