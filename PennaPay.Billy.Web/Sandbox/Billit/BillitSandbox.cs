using Microsoft.Extensions.Options;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>
/// Billit to try things on: its portal, tokens, API and webhooks on real HTTP, in memory. The people who work in a company are the methods of
/// <see cref="BillitCompany"/>; what happens to clients, to the Peppol network and to the time is here.
/// </summary>
public sealed partial class BillitSandbox : SandboxSystem, IDisposable
{
    /// <summary>Where all of it is; the portal is at <c>/Account/Logon</c>, tokens at <c>/OAuth2/token</c> and the API at <c>/v1</c> below it.</summary>
    public const string RootPath = "/sandbox/billit";

    /// <summary>Where <see cref="BillitControlPlane"/> is.</summary>
    public const string ControlPath = RootPath + "/_control";

    private const string StateFileName = "sandbox-billit.json";
    private const string Bearer = "Bearer ";
    private const long FirstCompany = 561_304;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly BillitClock clock;
    private readonly BillitWorld world;
    private readonly BillitGrants grants;
    private readonly BillitSignIn signIn;
    private readonly BillitApi api;
    private readonly List<BillitCompany> companies = [];
    private readonly HashSet<string> redirects;
    private readonly SandboxStateFile<BillitState>? file;
    private bool isReady;

    public BillitSandbox(IOptions<SandboxOptions> options, TimeProvider time, ILogger<BillitSandbox> logger)
    {
        var own = options.Value.Billit;
        (this.time, this.logger) = (time, logger);
        DefaultToken = own.ApiKey;
        clock = new(time);
        Peppol.Changed = Keep;
        world = new(clock, Behaviour, Peppol) { Changed = OnChanged };
        grants = new(clock, Keep);
        file = options.Value is { Enabled: true, StateDirectory: { } folder } ? new(Path.Combine(folder, StateFileName), logger) : null;
        redirects = [.. own.RedirectUris.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        signIn = new(this, own, grants);
        api = new(this, grants, Peppol, clock);
    }

    /// <summary>The API key of the person who works in all companies.</summary>
    public override string DefaultToken { get; }

    public override string BasePath => RootPath;

    /// <summary>How it behaves where more than one way is possible.</summary>
    public BillitBehaviour Behaviour { get; } = new();

    /// <summary>Who can be reached by Peppol.</summary>
    public PeppolRegistry Peppol { get; } = new();

    /// <summary>The companies of the person who is signed in.</summary>
    public IReadOnlyList<BillitCompany> Companies
    {
        get
        {
            BillitCompany[] all;
            bool isFirst;
            lock (gate)
            {
                isFirst = EnsureReady();
                all = [.. companies];
            }
            if (isFirst)
                Keep();
            return all;
        }
    }

    /// <summary>The first company, which has customers and invoices.</summary>
    public BillitCompany Default => Companies[0];

    /// <summary>Adds an empty company.</summary>
    public BillitCompany AddCompany(string name, string? vatNumber = null)
    {
        BillitCompany company;
        lock (gate)
        {
            EnsureReady();
            company = Add(name, vatNumber ?? BelgianNumbers.Vat(companies.Count + 8_100_000));
        }
        Keep();
        return company;
    }

    /// <summary>Makes an API key for companies; for all where none is named.</summary>
    public string AddKey(params IReadOnlyList<BillitCompany> opened)
    {
        _ = Companies;
        return grants.AddKey([.. opened.Select(company => company.Id)]);
    }

    /// <summary>The companies that a token or a key opens, whatever has become of it since.</summary>
    public IReadOnlyList<BillitCompany> CompaniesOf(string token)
    {
        var all = Companies;
        return grants.Find(token) is { } grant ? [.. all.Where(company => grant.Opens(company.Id))] : [];
    }

    /// <summary>Moves the time in here on: tokens expire, documents arrive, mornings come.</summary>
    public void Advance(TimeSpan by)
    {
        clock.Advance(by);
        Settle();
        OnChanged();
    }

    /// <summary>Registers another address to which people may be sent back.</summary>
    public void RegisterRedirect(string address)
    {
        lock (gate)
            redirects.Add(address);
    }

    /// <summary>Somebody takes back what all clients were allowed with a company, and the keys that open it and no others.</summary>
    public void Revoke(BillitCompany company) => grants.ForEach(company.Id, grant => grant.IsRevoked = true);

    /// <summary>The access tokens of a company are too old from now on; they can be refreshed.</summary>
    public void ExpireAccess(BillitCompany company) => grants.ForEach(company.Id, grant =>
    {
        if (!grant.IsKey)
            grant.AccessEnds = clock.Now;
    });

    /// <summary>Forgets the requests received; faults that are planned stay.</summary>
    public void ClearRequests() => Log.Clear(null);

    public void Dispose() => http.Dispose();

    internal bool IsRegistered(string address, string baseUrl)
    {
        lock (gate)
            return redirects.Contains(address) || redirects.Any(own => own[0] == '/' && baseUrl[..^RootPath.Length] + own == address);
    }

    internal override string? TokenOf(HttpRequest request) =>
        request.Headers["ApiKey"] is [{ Length: > 0 } key] ? key
        : request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim()
        : null;

    internal override ApiAnswer Handle(ApiCall call)
    {
        // Nobody's token is known before what was kept is read.
        _ = Companies;
        try
        {
            return signIn.Handle(call) ?? api.Handle(call);
        }
        catch (Refusal refusal)
        {
            return new(refusal.Status, Error(refusal, call.Started), false) { ContentType = ErrorType(refusal) };
        }
    }

    internal override byte[] Error(Refusal refusal, long started) => BillitRefusals.Write(refusal, Behaviour.Errors);

    internal override string? ErrorType(Refusal refusal) => BillitRefusals.TypeOf(Behaviour.Errors);

    internal override Refusal Refuse(SandboxFaultKind kind, string? message, int status, string path) => kind switch
    {
        SandboxFaultKind.TooManyRequests => BillitRefusals.TooMany(),
        SandboxFaultKind.Unauthorized => BillitRefusals.InvalidToken(),
        SandboxFaultKind.Forbidden => new(403, "GenericError", message ?? "Geen toegang."),
        // There is no 422 there: what is wrong is a 400.
        SandboxFaultKind.Invalid => BillitRefusals.Generic(message ?? "De aanvraag is niet geldig."),
        _ => new(status, "GenericError", message ?? "Er is een onverwachte fout opgetreden."),
    };

    private BillitCompany Add(string name, string vatNumber)
    {
        var company = new BillitCompany(FirstCompany + (companies.Count * 11), name, vatNumber, world);
        companies.Add(company);
        return company;
    }

    /// <summary>Reads what was kept, or sets the first companies up.</summary>
    /// <returns>Whether that was not done before; it is to be kept then, outside of the lock.</returns>
    private bool EnsureReady()
    {
        if (isReady)
            return false;
        if (file?.Read() is { Companies.Count: > 0 } kept)
        {
            (clock.Ahead, world.LastId) = (kept.Ahead, kept.LastId);
            grants.Restore(kept.Grants);
            Peppol.Restore(kept.Participants);
            world.Queue.Add(kept.Calls);
            foreach (var company in kept.Companies)
                Add(company.Name, company.VatNumber).Restore(company);
        }
        else
            BillitSeed.Fill(Add, Peppol);
        // Whatever was configured before, this key opens everything.
        grants.AddKey([], DefaultToken);
        return isReady = true;
    }

    private void OnChanged()
    {
        Keep();
        Ring();
    }

    /// <summary>Writes the present state, where one is kept. What is done while the first companies are set up is kept once, at the end.</summary>
    private void Keep()
    {
        if (isReady)
        {
            file?.Write(() => new(clock.Ahead, world.LastId)
            {
                Grants = grants.Kept(),
                Participants = Peppol.All,
                Companies = [.. Companies.Select(company => company.State())],
                Calls = world.Queue.All,
            });
        }
    }
}
