using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Tests.Http;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay.Api;

/// <summary>What speaks to Plug&amp;Pay, as the product registers it, in front of answers that a test lines up.</summary>
internal sealed class PlugAndPayHost : ApiHost
{
    public const string Root = "https://plugandpay.test/v2/";

    public PlugAndPayHost(params (string Key, string Value)[] settings)
        : this(Configuration(settings), new Uri(Root), TokenText, realHandler: false)
    {
    }

    private PlugAndPayHost(IConfiguration configuration, Uri root, string key, bool realHandler)
        : base(
            new ApiAccess(Profile(configuration), root, Key(key)) { Priority = RequestPriority.Urgent },
            null,
            realHandler,
            services => services.AddPlugAndPayApi(configuration))
    {
        Reader = Get<PlugAndPayReader>();
        Writer = Get<PlugAndPayWriter>();
    }

    public PlugAndPayReader Reader { get; }

    public PlugAndPayWriter Writer { get; }

    /// <summary>What was asked, without what is the same in all, and as people would write it.</summary>
    public IEnumerable<string> Asked =>
        Sent.Select(sent => Uri.UnescapeDataString(sent.Line).Replace(Root, "", StringComparison.Ordinal) + (sent.Body.Length > 0 ? " " + sent.Body : ""));

    /// <summary>The same in front of the sandbox.</summary>
    public static PlugAndPayHost InFrontOf(Uri root, string key, params (string Key, string Value)[] settings) =>
        new(Configuration([("RequestsPerSecond", "0"), .. settings]), root, key, realHandler: true);

    public static AccessToken Key(string text)
    {
        Assert.Null(PlugAndPayEndpoints.TokenRule.Check(text, out var key));
        return key!;
    }

    /// <summary>Lines up pages of one list.</summary>
    public PlugAndPayHost Pages(params string[] records)
    {
        for (var i = 0; i < records.Length; i++)
            Answers(Page(records[i], i + 1, records.Length));
        return this;
    }

    public static string Page(string records, int number = 1, int last = 1) => $$$"""
        {"data":[{{{records}}}],"links":{"first":"https://elsewhere.test/?page=1","last":null,"prev":null,"next":{{{(number < last ? "\"https://elsewhere.test/\"" : "null")}}}},
         "meta":{"current_page":{{{number}}},"last_page":{{{last}}},"per_page":25,"total":1}}
        """;

    private static IConfiguration Configuration((string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create("PlugAndPay:" + pair.Key, (string?)pair.Value)))
        .Build();

    private static PlugAndPayProfile Profile(IConfiguration configuration) =>
        new(Options.Create(configuration.GetSection(PlugAndPayOptions.Section).Get<PlugAndPayOptions>() ?? new PlugAndPayOptions()));
}
