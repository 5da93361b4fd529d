using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>
/// Which invoices a connection takes: by where they come from and, of those that came from a system which only gives, by what the
/// owner lets go on from there.
/// </summary>
public sealed class TakenInvoices(PushTargets targets, ISourcedInvoices sourced)
{
    /// <summary>All that a connection takes.</summary>
    internal IQueryable<Invoice> Of(WorkspaceDbContext db, Connection connection)
    {
        var traits = targets.Of(connection.System).Traits;
        var origins = traits.Origins;
        if (traits.TakesSourced is null)
            return db.Set<Invoice>().Where(invoice => origins.Contains(invoice.Origin));
        var goingOn = sourced.GoingOn(db, connection.Id);
        return db.Set<Invoice>().Where(invoice => origins.Contains(invoice.Origin) || goingOn.Contains(invoice.Id));
    }

    /// <summary>Of those that came from a system which only gives, what a connection takes.</summary>
    internal IQueryable<Invoice> SourcedOf(WorkspaceDbContext db, Connection connection)
    {
        var goingOn = sourced.GoingOn(db, connection.Id);
        var takes = targets.Of(connection.System).Traits.TakesSourced is not null;
        return db.Set<Invoice>().Where(invoice => takes && goingOn.Contains(invoice.Id));
    }

    /// <summary>Those of some invoices that came from a system which only gives, and that a connection takes.</summary>
    internal async Task<IReadOnlyList<Guid>> SourcedAmongAsync(
        WorkspaceDbContext db, Connection connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken)
    {
        if (targets.Of(connection.System).Traits.TakesSourced is null)
            return [];
        var goingOn = sourced.GoingOn(db, connection.Id);
        return await goingOn.AnyAsync(cancellationToken)
            ? await ManyKeys.FindAsync(invoices, some => goingOn.Where(id => some.Contains(id)), cancellationToken)
            : [];
    }

    /// <summary>Where invoices come from that may be in a system, whatever the owner lets go on today.</summary>
    internal IReadOnlyList<InvoiceOrigin> EverFrom(string system) =>
        targets.Of(system).Traits is { TakesSourced: { } kind, Origins: var origins } ? [.. origins, .. sourced.OriginsOf(kind)] : targets.Of(system).Traits.Origins;

    /// <summary>Why a connection does not take some invoices, by their ids; those that it takes are not among them.</summary>
    internal async Task<IReadOnlyDictionary<Guid, Failure>> RefusalsAsync(
        WorkspaceDbContext db, Connection connection, IEnumerable<(Guid Id, InvoiceOrigin Origin)> invoices, CancellationToken cancellationToken)
    {
        var traits = targets.Of(connection.System).Traits;
        var others = invoices.Where(invoice => !traits.Origins.Contains(invoice.Origin)).ToList();
        if (others.Count == 0)
            return new Dictionary<Guid, Failure>();
        var origins = traits.TakesSourced is { } kind ? sourced.OriginsOf(kind) : [];
        var mayGoOn = others.Where(invoice => origins.Contains(invoice.Origin)).Select(invoice => invoice.Id).ToHashSet();
        var refused = mayGoOn.Count == 0 ? [] : new Dictionary<Guid, Failure>(await sourced.HeldBackAsync(db, connection.Id, mayGoOn, cancellationToken));
        foreach (var (id, _) in others.Where(invoice => !mayGoOn.Contains(invoice.Id)))
            refused[id] = new Failure(FailureCodes.OriginNotTaken);
        return refused;
    }

    /// <summary>Why an invoice that came from a system which only gives may not go on any more; null where it may, and for every other invoice.</summary>
    internal async Task<Failure?> HeldBackAsync(Database database, Connection connection, Invoice invoice, CancellationToken cancellationToken)
    {
        if (!sourced.Origins.Contains(invoice.Origin))
            return null;
        await using var db = database.Read(connection.WorkspaceId);
        return (await RefusalsAsync(db, connection, [(invoice.Id, invoice.Origin)], cancellationToken)).GetValueOrDefault(invoice.Id);
    }
}
