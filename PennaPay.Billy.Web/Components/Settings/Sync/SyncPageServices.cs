namespace PennaPay.Billy.Web.Components.Settings.Sync;

internal static class SyncPageServices
{
    /// <summary>Adds what pages of synchronisation share.</summary>
    public static IServiceCollection AddSyncPages(this IServiceCollection services) => services.AddSingleton<SyncWords>();
}
