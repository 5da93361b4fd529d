namespace PennaPay.Billy.Web.Security;

/// <summary>Before the installation has its owner.</summary>
internal static class SetUp
{
    /// <summary>Tells who starts the program how to become its owner, when nobody is yet.</summary>
    public static async Task OfferAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<UserAccounts>().ExistAsync(app.Lifetime.ApplicationStopping))
            app.Services.GetRequiredService<SetUpCode>().Offer();
    }
}
