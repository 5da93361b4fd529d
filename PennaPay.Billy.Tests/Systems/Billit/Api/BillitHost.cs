using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Tests.Http;

namespace PennaPay.Billy.Tests.Systems.Billit.Api;

/// <summary>What speaks to Billit, as the product registers it, in front of answers that a test lines up.</summary>
internal sealed class BillitHost : ApiHost
{
    public const string Root = "https://billit.test/";

    public const long Company = 552741;

    public BillitHost(params (string Key, string Value)[] settings)
        : this(settings, Company.ToString(System.Globalization.CultureInfo.InvariantCulture), isGranted: true)
    {
    }

    public BillitHost((string Key, string Value)[] settings, string? account, bool isGranted)
        : this(Configuration(settings), account, isGranted)
    {
    }

    private BillitHost(IConfiguration configuration, string? account, bool isGranted)
        : base(
            new ApiAccess(Profile(configuration), new Uri(Root), Token(), account) { Priority = RequestPriority.Urgent, IsGranted = isGranted },
            null,
            realHandler: false,
            services => services.AddBillitApi(configuration))
    {
        Reader = Get<BillitReader>();
        Writer = Get<BillitWriter>();
    }

    public BillitReader Reader { get; }

    public BillitWriter Writer { get; }

    /// <summary>What was asked, without what is the same in all, and as people would write it.</summary>
    public IEnumerable<string> Asked => Sent.Select(sent => Uri.UnescapeDataString(sent.Line).Replace(Root, "", StringComparison.Ordinal));

    public static AccessToken Token(string text = TokenText)
    {
        Assert.Null(BillitEndpoints.TokenRule.Check(text, out var token));
        return token!;
    }

    public static string Page(string items, bool goesOn = false) =>
        $$"""{"Items":[{{items}}]{{(goesOn ? ",\"NextPageLink\":\"https://elsewhere.test/v1/orders?$skip=1\"" : "")}}}""";

    private static IConfiguration Configuration((string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create("Billit:" + pair.Key, (string?)pair.Value)))
        .Build();

    private static BillitProfile Profile(IConfiguration configuration) =>
        new(Options.Create(configuration.GetSection(BillitOptions.Section).Get<BillitOptions>() ?? new BillitOptions()));
}
