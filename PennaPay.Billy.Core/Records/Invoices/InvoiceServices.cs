using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>Registers the invoices.</summary>
public static class InvoiceServices
{
    /// <summary>Adds reading, writing and importing invoices; they need <c>AddStorage</c>, a <see cref="TimeProvider"/> and logging.</summary>
    public static IServiceCollection AddInvoices(this IServiceCollection services) => services
        .AddSingleton<InvoiceList>()
        .AddSingleton<SavedFilters>()
        .AddSingleton<ListChoices>()
        .AddSingleton<InvoiceDetails>()
        .AddSingleton<InvoiceEditor>()
        .AddSingleton<InvoiceImporter>()
        .AddSingleton<SampleInvoices>();
}
