using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PennaPay.Billy.Core.Storage;

/// <summary>Gives <c>dotnet ef</c> a context without starting the program.</summary>
internal sealed class MigrationsContextFactory : IDesignTimeDbContextFactory<WorkspaceDbContext>
{
    public WorkspaceDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<WorkspaceDbContext>().UseSqlite("Data Source=:memory:").Options);
}
