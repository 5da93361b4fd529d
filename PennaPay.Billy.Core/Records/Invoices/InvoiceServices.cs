using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Records.Invoices.Lists;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>Registers the invoices.</summary>
internal static class InvoiceServices
{
    /// <summary>Adds reading, writing, taking in and importing invoices; they need <c>AddStorage</c>, a <see cref="TimeProvider"/> and logging.</summary>
    public static IServiceCollection AddInvoices(this IServiceCollection services) => services
        .AddSingleton<InvoiceList>()
        .AddSingleton<SavedFilters>()
        .AddSingleton<ListChoices>()
        .AddSingleton<CustomerInvoices>()
        .AddSingleton<InvoiceDetails>()
        .AddSingleton<InvoiceEditor>()
        .AddSingleton<InvoiceIntake>()
        .AddSingleton<InvoiceImporter>()
        .AddSingleton<InvoiceImports>();
}
