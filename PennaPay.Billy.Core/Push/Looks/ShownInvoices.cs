using System.Collections.Concurrent;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Push.Looks;

/// <summary>Which invoices stand on open pages just now, so that these are looked at before all others.</summary>
public sealed class ShownInvoices
{
    private readonly ConcurrentDictionary<Showing, WorkspaceId> open = new();

    /// <summary>A page opens; it says what it shows, and is disposed of when it closes.</summary>
    public Showing Open(WorkspaceId workspace)
    {
        var showing = new Showing(this);
        open[showing] = workspace;
        return showing;
    }

    /// <summary>Every workspace that has pages open, with the invoices on them.</summary>
    internal IReadOnlyList<(WorkspaceId Workspace, IReadOnlyCollection<Guid> Invoices)> Current() =>
    [
        .. open.GroupBy(pair => pair.Value, pair => pair.Key.Invoices).Select(pages => (pages.Key, (IReadOnlyCollection<Guid>)[.. pages.SelectMany(page => page).Distinct()])),
    ];

    /// <summary>One page that is open.</summary>
    public sealed class Showing(ShownInvoices all) : IDisposable
    {
        /// <summary>What it shows.</summary>
        public IReadOnlyList<Guid> Invoices { get; set; } = [];

        public void Dispose() => all.open.TryRemove(this, out _);
    }
}
