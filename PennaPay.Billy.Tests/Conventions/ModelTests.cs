using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Conventions;

public sealed class ModelTests
{
    private static readonly IModel Model = new WorkspaceDbContext(
        new DbContextOptionsBuilder<WorkspaceDbContext>().UseSqlite("Data Source=:memory:").Options).Model;

    [Fact]
    public void Instants_AreStoredAsUtc() =>
        Assert.Empty(
            from entity in Model.GetEntityTypes()
            from property in entity.GetProperties()
            where (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(DateTimeOffset)
            where property.GetTypeMapping().Converter is not UtcConverter
            select $"{entity.ShortName()}.{property.Name}");

    [Fact]
    public void RowsOfAWorkspace_AreFiltered() =>
        Assert.Empty(
            from entity in Model.GetEntityTypes()
            where entity.FindProperty(nameof(IWorkspaceOwned.WorkspaceId)) is not null
            where !entity.ClrType.IsAssignableTo(typeof(IWorkspaceOwned)) || entity.GetDeclaredQueryFilters().Count == 0
            select entity.ShortName());

    [Fact]
    public void MigratedModel_IsTheCurrentOne()
    {
        using var context = new WorkspaceDbContext(new DbContextOptionsBuilder<WorkspaceDbContext>().UseSqlite("Data Source=:memory:").Options);
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Reading_WithoutAWorkspace_FindsNothing()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var nobody = test.Database.Read(default);
        foreach (var entity in Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(IWorkspaceOwned))))
        {
            var query = (IQueryable)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(entity.ClrType).Invoke(nobody, null)!;
            Assert.Contains("WHERE", query.ToQueryString(), StringComparison.Ordinal);
        }
    }
}
