using System.Linq.Expressions;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Storage;

/// <summary>
/// The database, seen from one workspace: rows of others do not exist here (law 4). Features bring their tables by
/// <see cref="IEntityTypeConfiguration{TEntity}"/>; <see cref="Database"/> opens it.
/// </summary>
public sealed class WorkspaceDbContext(DbContextOptions<WorkspaceDbContext> options) : IdentityUserContext<Owner, Guid>(options)
{
    /// <summary>Whose rows this context sees and may write. The default sees none.</summary>
    public WorkspaceId Workspace { get; internal set; }

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ClaimNewRows();
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc />
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        ClaimNewRows();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        Workspace = default;
        return base.DisposeAsync();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        // Contexts are pooled: the next one to rent this one must not see the rows of the last.
        Workspace = default;
        base.Dispose();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(WorkspaceDbContext).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes().ToList())
        {
            if (entity.ClrType.IsAssignableTo(typeof(IWorkspaceOwned)))
                builder.Entity(entity.ClrType).HasQueryFilter(OwnRowsOnly(entity.ClrType));
        }
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<WorkspaceId>().HaveConversion<WorkspaceIdConverter>();
    }

    private LambdaExpression OwnRowsOnly(Type entity)
    {
        var row = Expression.Parameter(entity, "row");
        return Expression.Lambda(
            Expression.Equal(
                Expression.Property(row, nameof(IWorkspaceOwned.WorkspaceId)),
                Expression.Property(Expression.Constant(this), nameof(Workspace))),
            row);
    }

    private void ClaimNewRows()
    {
        foreach (var entry in ChangeTracker.Entries<IWorkspaceOwned>())
        {
            if (entry.State == EntityState.Added && entry.Entity.WorkspaceId == default)
                entry.Entity.WorkspaceId = Workspace;
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                && (entry.Entity.WorkspaceId != Workspace || Workspace == default))
                throw new InvalidOperationException($"A {entry.Metadata.ShortName()} of another workspace was about to be written.");
        }
    }

    private sealed class WorkspaceIdConverter() : ValueConverter<WorkspaceId, Guid>(id => id.Value, value => new WorkspaceId(value));
}
