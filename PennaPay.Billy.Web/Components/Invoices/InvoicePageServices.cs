using PennaPay.Billy.Web.Components.History;
using PennaPay.Billy.Web.Components.Orders;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

internal static class InvoicePageServices
{
    /// <summary>Adds what the pages of invoices, pushes and history say.</summary>
    public static IServiceCollection AddInvoicePages(this IServiceCollection services) => services
        .AddSingleton<ProblemSentences>()
        .AddSingleton<OrderWords>()
        .AddSingleton<PushWords>()
        .AddSingleton<SwitchWords>()
        .AddSingleton<OutcomeWords>();
}
