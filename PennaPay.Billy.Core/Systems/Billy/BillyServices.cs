using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Drafts;
using PennaPay.Billy.Core.Systems.Billy.Lookup;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Systems.Billy.Sourced;
using PennaPay.Billy.Core.Systems.Billy.Sync;

namespace PennaPay.Billy.Core.Systems.Billy;

internal static class BillyServices
{
    /// <summary>Adds Billy: connecting to it, its settings, and pushing drafts there.</summary>
    public static IServiceCollection AddBilly(this IServiceCollection services, IConfiguration configuration) => services
        .AddBillyApi(configuration)
        .AddSingleton<BillyEndpoints>()
        .AddSingleton<ExternalSystem, BillySystem>()
        .AddSingleton<BillyConnector>()
        .AddSingleton<BillySettingsEditor>()
        .AddSingleton<NumberingEditor>()
        .AddSingleton<AutoPushSwitch>()
        .AddSingleton<SourcedPostings>()
        .AddSingleton<SourcedPushEditor>()
        .AddPostings()
        .AddSingleton<ContactResolver>()
        .AddSingleton<ProductResolver>()
        .AddSingleton<DraftPreparer>()
        .AddSingleton<DraftPreviewer>()
        .AddSingleton<DraftForecast>()
        .AddSingleton<DraftReader>()
        .AddLookup()
        .AddRecordEndpoints()
        .AddSingleton<RecordPlaces>()
        .AddSingleton<IPushTarget, BillyTarget>();
}
