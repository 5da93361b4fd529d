using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Tests.Push;

/// <summary>A system of the test's own beside the product's: another company of the sandbox, spoken to in the same way.</summary>
internal sealed class SecondSystem(BillySystem alike) : ExternalSystem
{
    public const string SystemId = "second";

    public override string Id => SystemId;

    public override AccessTokenRule TokenRule => alike.TokenRule;

    internal override ApiProfile Profile => alike.Profile;

    /// <summary>Adds the system and its target.</summary>
    public static void Add(IServiceCollection services) => services
        .AddSingleton<ExternalSystem>(provider => new SecondSystem(ActivatorUtilities.CreateInstance<BillySystem>(provider)))
        .AddSingleton(provider => new SecondTarget(ActivatorUtilities.CreateInstance<BillyTarget>(provider)))
        .AddSingleton<IPushTarget>(provider => provider.GetRequiredService<SecondTarget>());

    public override Uri? AddressOf(bool sandbox) => alike.AddressOf(sandbox);

    public override Task<AccountAnswer> AskAccountAsync(ApiAccess access, CancellationToken cancellationToken) =>
        alike.AskAccountAsync(access, cancellationToken);
}
