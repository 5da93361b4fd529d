using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>
/// Plug&amp;Pay to try things on: its API on real HTTP, in memory, with rules that call. The people who buy in a shop and run it are the
/// methods of <see cref="PlugAndPayShop"/>.
/// </summary>
public sealed class PlugAndPaySandbox : SandboxSystem
{
    public const string RootPath = "/sandbox/plugandpay";

    /// <summary>Where <see cref="PlugAndPayControlPlane"/> is.</summary>
    public const string ControlPath = RootPath + "/_control";

    /// <summary>Where the API is; the base address for a client is this path with a slash after it.</summary>
    public const string ApiPath = RootPath + "/v2";

    private const string StateFile = "sandbox-plugandpay.json";
    private const string Bearer = "Bearer ";
    private const long FirstShop = 4_107;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly PlugAndPayApi api;
    private readonly RuleCaller caller;
    private readonly List<PlugAndPayShop> shops = [];
    private readonly Dictionary<string, long> keys = [];
    private readonly SandboxStateFile<PlugAndPayState>? file;
    private bool isReady;

    public PlugAndPaySandbox(IOptions<SandboxOptions> options, TimeProvider time, ILogger<PlugAndPaySandbox> logger)
    {
        DefaultToken = options.Value.PlugAndPay.ApiKey;
        this.time = time;
        caller = new(time);
        api = new(this, time);
        file = options.Value is { Enabled: true, StateDirectory: { } folder } ? new(Path.Combine(folder, StateFile), logger) : null;
    }

    public override string DefaultToken { get; }

    public override string BasePath => RootPath;

    /// <summary>How it behaves where more than one way is possible.</summary>
    public PlugAndPayBehaviour Behaviour { get; } = new();

    /// <summary>All shops, the one of <see cref="DefaultToken"/> first.</summary>
    public IReadOnlyList<PlugAndPayShop> Shops
    {
        get
        {
            PlugAndPayShop[] all;
            bool isFirst;
            lock (gate)
            {
                isFirst = EnsureReady();
                all = [.. shops];
            }
            if (isFirst)
                Keep();
            return all;
        }
    }

    /// <summary>The shop of <see cref="DefaultToken"/>, with some forty orders.</summary>
    public PlugAndPayShop Default => Shops[0];

    /// <summary>The calls of rules that have ended, oldest first.</summary>
    public IReadOnlyList<RuleCall> RuleCalls => caller.Made;

    /// <summary>Ends when all calls of rules have ended that are under way.</summary>
    public Task WhenQuietAsync() => caller.WhenQuietAsync();

    /// <summary>The shop that a key is for; null where there is none, or somebody took it back.</summary>
    public PlugAndPayShop? ShopOf(string key)
    {
        var all = Shops;
        lock (gate)
            return keys.TryGetValue(Hash(key), out var shop) ? all.FirstOrDefault(one => one.Id == shop) : null;
    }

    /// <summary>Adds an empty shop.</summary>
    public PlugAndPayShop AddShop(string name)
    {
        PlugAndPayShop shop;
        lock (gate)
        {
            EnsureReady();
            shop = Add(name);
        }
        Keep();
        return shop;
    }

    /// <summary>Makes a key for a shop, in the form of real ones.</summary>
    public string AddKey(PlugAndPayShop shop)
    {
        var header = Base64Url.EncodeToString("""{"typ":"JWT","alg":"RS256"}"""u8);
        var key = $"{header}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(190))}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(512))}";
        lock (gate)
            keys[Hash(key)] = shop.Id;
        Keep();
        return key;
    }

    /// <summary>Somebody takes back all keys of a shop.</summary>
    public void Revoke(PlugAndPayShop shop)
    {
        lock (gate)
        {
            foreach (var (key, _) in keys.Where(key => key.Value == shop.Id).ToList())
                keys.Remove(key);
        }
        Keep();
    }

    /// <summary>Forgets the requests received; faults that are planned stay.</summary>
    public void ClearRequests() => Log.Clear(null);

    internal override string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : null;

    internal override ApiAnswer Handle(ApiCall call)
    {
        try
        {
            return api.Handle(call);
        }
        catch (Refusal refusal)
        {
            return new(refusal.Status, Error(refusal, call.Started), false)
            {
                ContentType = ErrorType(refusal),
                Headers = refusal.Status == 302 ? [("Location", refusal.Message)] : [],
            };
        }
    }

    internal override byte[] Error(Refusal refusal, long started) => PlugAndPayRefusals.Write(refusal);

    internal override string? ErrorType(Refusal refusal) => PlugAndPayRefusals.TypeOf(refusal);

    internal override Refusal Refuse(SandboxFaultKind kind, string? message, int status, string path) => kind switch
    {
        SandboxFaultKind.TooManyRequests => PlugAndPayRefusals.TooMany(),
        SandboxFaultKind.Unauthorized => PlugAndPayRefusals.Unauthenticated(),
        SandboxFaultKind.Forbidden => new(403, "", message ?? "This action is unauthorized."),
        SandboxFaultKind.Invalid => PlugAndPayRefusals.Invalid("status", message ?? "The selected status is invalid."),
        _ => new(status, "", message ?? "Server Error"),
    };

    private PlugAndPayShop Add(string name)
    {
        var shop = new PlugAndPayShop(FirstShop + (shops.Count * 211), name, time, Behaviour, caller) { Changed = Keep };
        shops.Add(shop);
        return shop;
    }

    /// <summary>Reads what was kept, or sets the first shops up.</summary>
    /// <returns>Whether that was not done before; it is to be kept then, outside of the lock.</returns>
    private bool EnsureReady()
    {
        if (isReady)
            return false;
        if (file?.Read() is { Shops.Count: > 0 } kept)
        {
            foreach (var (key, shop) in kept.Keys)
                keys[key] = shop;
            foreach (var shop in kept.Shops)
                Add(shop.Name).Restore(shop);
        }
        else
        {
            PlugAndPaySeed.Studio(Add("Studio Noord"), time.GetUtcNow());
            PlugAndPaySeed.Workshop(Add("Atelier Zuid"), time.GetUtcNow());
        }
        // Whatever was configured before, this key is the first shop's.
        keys[Hash(DefaultToken)] = shops[0].Id;
        return isReady = true;
    }

    /// <summary>Writes the present state, where one is kept. What is done while the first shops are set up is kept once, at the end.</summary>
    private void Keep()
    {
        if (!isReady)
            return;
        file?.Write(() =>
        {
            var all = Shops;
            Dictionary<string, long> known;
            lock (gate)
                known = new(keys);
            return new(known, [.. all.Select(shop => shop.State())]);
        });
    }

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
