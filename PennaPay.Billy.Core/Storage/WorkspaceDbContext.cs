using System.Linq.Expressions;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Storage.Auditing;

namespace PennaPay.Billy.Core.Storage;

/// <summary>
/// The database, seen from one workspace: rows of others do not exist here. Features bring their tables by
/// <see cref="IEntityTypeConfiguration{TEntity}"/>; <see cref="Database"/> opens it.
/// </summary>
public sealed class WorkspaceDbContext(DbContextOptions<WorkspaceDbContext> options) : IdentityUserContext<User, Guid>(options)
{
    private readonly List<Action> afterCommit = [];

    /// <summary>Whose rows this context sees and may write. The default sees none.</summary>
    public WorkspaceId Workspace { get; internal set; }

    /// <summary>
    /// Does something once the transaction is committed, and nothing when it is not: calls a worker, tells open pages. What
    /// is done must not fail and must not take long.
    /// </summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    internal void Committed()
    {
        foreach (var action in afterCommit)
            action();
        afterCommit.Clear();
    }

    /// <summary>Who makes the changes of this transaction; null for reading, and for the engine's own bookkeeping.</summary>
    public Actor? Actor => Trail?.Actor;

    /// <summary>What is said of a change that somebody makes.</summary>
    internal AuditTrail? Trail { get; set; }

    /// <summary>Says what this transaction does to one thing. The row is written with the change, or not at all.</summary>
    /// <param name="action">A subject and a verb, such as <c>invoice.saved</c>; at most 60 characters.</param>
    /// <param name="subjectKind">The type's name.</param>
    /// <param name="subjectId">Which one.</param>
    /// <exception cref="InvalidOperationException">Nobody acts in this transaction.</exception>
    public void Audit(string action, string subjectKind, Guid subjectId) => Audit(action, subjectKind, subjectId.ToString());

    /// <summary>Says what this transaction does to one thing with an id of another kind, or to many.</summary>
    /// <param name="action">A subject and a verb, such as <c>invoices.imported</c>; at most 60 characters.</param>
    /// <param name="subjectKind">The type's name.</param>
    /// <param name="subjectId">Which one; null when it is many or the only one. At most 100 characters.</param>
    /// <param name="count">How many, when it is many.</param>
    /// <exception cref="InvalidOperationException">Nobody acts in this transaction.</exception>
    public void Audit(string action, string subjectKind, string? subjectId = null, int? count = null) =>
        Audit(new AuditNote(action, subjectKind, subjectId, count));

    /// <summary>Says what this transaction does, or what came to nothing.</summary>
    /// <exception cref="InvalidOperationException">Nobody acts in this transaction.</exception>
    public void Audit(AuditNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        (Trail ?? throw new InvalidOperationException($"Nobody is known to do {note.Action}.")).Say(note);
    }

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        CheckRows();
        // Looking for changes costs as much as writing them does, and the check has just looked; where it did not, the caller has.
        var looks = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return Note(await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken));
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = looks;
        }
    }

    /// <inheritdoc />
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        CheckRows();
        return Note(base.SaveChanges(acceptAllChangesOnSuccess));
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        Forget();
        return base.DisposeAsync();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        Forget();
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

    // Contexts are pooled: the next one to rent this one must not see the rows of the last, speak for its actor or tell its
    // news.
    private void Forget()
    {
        (Workspace, Trail) = (default, null);
        afterCommit.Clear();
    }

    private int Note(int written)
    {
        if (Trail is not null && written > 0)
            Trail.HasChanges = true;
        return written;
    }

    private void CheckRows()
    {
        foreach (var entry in ChangeTracker.Entries<IWorkspaceOwned>())
        {
            if (entry.State == EntityState.Added && entry.Entity.WorkspaceId == default)
                entry.Entity.WorkspaceId = Workspace;
            // Only the audit has rows that are no workspace's.
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                && (entry.Entity.WorkspaceId != Workspace || Workspace == default && entry.Entity is not AuditEntry))
                throw new InvalidOperationException($"A {entry.Metadata.ShortName()} of another workspace was about to be written.");
            if (entry is { Entity: AuditEntry, State: EntityState.Modified or EntityState.Deleted })
                throw new InvalidOperationException("The audit is only ever added to.");
        }
    }

    private sealed class WorkspaceIdConverter() : ValueConverter<WorkspaceId, Guid>(id => id.Value, value => new WorkspaceId(value));
}
