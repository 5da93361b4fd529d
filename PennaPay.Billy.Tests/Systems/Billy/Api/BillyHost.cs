using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Tests.Http;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

/// <summary>What speaks to Billy, as the product registers it, in front of answers that a test lines up.</summary>
internal sealed class BillyHost : ApiHost
{
    public BillyHost(
        HttpMessageHandler? handler = null, Uri? baseAddress = null, params (string Key, string Value)[] settings)
        : this(handler, baseAddress, realHandler: false, Configuration(settings))
    {
    }

    private BillyHost(HttpMessageHandler? handler, Uri? baseAddress, bool realHandler, IConfiguration configuration)
        : base(
            new ApiAccess(Profile(configuration), baseAddress ?? new Uri("https://billy.test/v2/"), Token(), "org1") { Priority = RequestPriority.Urgent },
            handler,
            realHandler,
            services => services.AddBillyApi(configuration))
    {
        Reader = Get<BillyReader>();
        Drafts = Get<BillyDrafts>();
        Records = Get<BillyRecords>();
    }

    public BillyReader Reader { get; }

    public BillyDrafts Drafts { get; }

    public BillyRecords Records { get; }

    /// <inheritdoc cref="ApiHost.OnNetwork"/>
    public static BillyHost OnNetwork(Uri baseAddress, params (string Key, string Value)[] settings) =>
        new(null, baseAddress, realHandler: true, Configuration(settings));

    public static AccessToken Token(string text = TokenText)
    {
        Assert.Null(BillyProfile.TokenRule.Check(text, out var token));
        return token!;
    }

    private static IConfiguration Configuration((string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create("Billy:" + pair.Key, (string?)pair.Value)))
        .Build();

    private static BillyProfile Profile(IConfiguration configuration) =>
        new(Options.Create(configuration.GetSection(BillyOptions.Section).Get<BillyOptions>() ?? new BillyOptions()));
}
