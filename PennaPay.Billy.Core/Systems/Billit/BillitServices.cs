using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Debtors;
using PennaPay.Billy.Core.Systems.Billit.Documents;
using PennaPay.Billy.Core.Systems.Billit.Hooks;
using PennaPay.Billy.Core.Systems.Billit.Terms;

namespace PennaPay.Billy.Core.Systems.Billit;

internal static class BillitServices
{
    /// <summary>Adds Billit: connecting to it, and pushing a shop's invoices there.</summary>
    public static IServiceCollection AddBillit(this IServiceCollection services, IConfiguration configuration) => services
        .AddBillitApi(configuration)
        .AddSingleton<ExternalSystem, BillitSystem>()
        .AddSingleton<ChosenTerms>()
        .AddSingleton<TermsEditor>()
        .AddSingleton<PartyIndexes>()
        .AddSingleton<PartyIntentions>()
        .AddSingleton<DebtorLinks>()
        .AddSingleton<DebtorResolver>()
        .AddSingleton<DebtorChoice>()
        .AddSingleton<DocumentReader>()
        .AddSingleton<DocumentPreparer>()
        .AddSingleton<DocumentWriter>()
        .AddSingleton<DocumentOutlook>()
        .AddSingleton<PeppolReach>()
        .AddSingleton<Transmission>()
        .AddBillitHooks()
        .AddSingleton<IPushTarget, BillitTarget>();
}
