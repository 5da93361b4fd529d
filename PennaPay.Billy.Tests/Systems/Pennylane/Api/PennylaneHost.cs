using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Tests.Http;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Api;

/// <summary>What speaks to Pennylane, as the product registers it, in front of answers that a test lines up.</summary>
internal sealed class PennylaneHost : ApiHost
{
    public const string Root = "https://pennylane.test/api/external/v2/";

    public PennylaneHost(params (string Key, string Value)[] settings)
        : this(Configuration(settings))
    {
    }

    private PennylaneHost(IConfiguration configuration)
        : base(
            new ApiAccess(Profile(configuration), new Uri(Root), Token(), "23509124") { Priority = RequestPriority.Urgent },
            null,
            realHandler: false,
            services => services.AddPennylaneApi(configuration))
    {
        Reader = Get<PennylaneReader>();
    }

    public PennylaneReader Reader { get; }

    /// <summary>The addresses that were asked, without what is the same in all, and as people would write them.</summary>
    public IEnumerable<string> Asked => Sent.Select(sent => Uri.UnescapeDataString(sent.Line).Replace($"GET {Root}", "", StringComparison.Ordinal));

    public static AccessToken Token(string text = TokenText)
    {
        Assert.Null(PennylaneProfile.TokenRule.Check(text, out var token));
        return token!;
    }

    /// <summary>Lines up pages of one list.</summary>
    public PennylaneHost Pages(params string[] items)
    {
        for (var i = 0; i < items.Length; i++)
            Answers(Page(items[i], i == items.Length - 1 ? null : $"cursor={i + 1}"));
        return this;
    }

    public static string Page(string items, string? next = null, string beside = "") => $$"""
        {"items":[{{items}}],"has_more":{{(next is null ? "false" : "true")}},"next_cursor":{{(next is null ? "null" : $"\"{next}\"")}}{{beside}}}
        """;

    private static IConfiguration Configuration((string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create("Pennylane:" + pair.Key, (string?)pair.Value)))
        .Build();

    private static PennylaneProfile Profile(IConfiguration configuration) =>
        new(Options.Create(configuration.GetSection(PennylaneOptions.Section).Get<PennylaneOptions>() ?? new PennylaneOptions()));
}
