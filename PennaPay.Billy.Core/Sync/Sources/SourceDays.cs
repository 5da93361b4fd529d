using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>Which day it is where the companies of a source are: there an invoice becomes late.</summary>
public sealed class SourceDays(IEnumerable<ISource> sources, TimeProvider time)
{
    /// <param name="system">The <see cref="ISource.System"/>.</param>
    /// <exception cref="InvalidOperationException">Nothing comes from such a system.</exception>
    public DateOnly Today(string system) => Today(sources.First(source => source.System == system));

    /// <param name="origin">The <see cref="ISource.Origin"/>.</param>
    /// <exception cref="InvalidOperationException">Nothing comes from there.</exception>
    public DateOnly Today(InvoiceOrigin origin) => Today(sources.First(source => source.Origin == origin));

    private DateOnly Today(ISource source) => source.Zone.DayAt(time.GetUtcNow());
}
