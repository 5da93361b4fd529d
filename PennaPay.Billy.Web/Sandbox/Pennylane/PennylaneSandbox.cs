using Microsoft.Extensions.Options;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>
/// Pennylane to try things on: its sign-in, tokens and API on real HTTP, in memory. The people who work in a company are the methods of
/// <see cref="PennylaneCompany"/>; what happens to clients and to the time is here.
/// </summary>
public sealed class PennylaneSandbox : SandboxSystem
{
    /// <summary>Where all of it is; sign-in is at <c>/oauth/authorize</c> below it.</summary>
    public const string RootPath = "/sandbox/pennylane";

    /// <summary>Where <see cref="PennylaneControlPlane"/> is.</summary>
    public const string ControlPath = RootPath + "/_control";

    /// <summary>Where the API is; the base address for a client is this path with a slash after it.</summary>
    public const string ApiPath = RootPath + "/api/external/v2";

    private const string StateFile = "sandbox-pennylane.json";
    private const string Bearer = "Bearer ";
    private const long FirstCompany = 23_509_124;

    private readonly Lock gate = new();
    private readonly PennylaneClock clock;
    private readonly Grants grants;
    private readonly OAuthServer oauth;
    private readonly PennylaneApi api;
    private readonly List<PennylaneCompany> companies = [];
    private readonly HashSet<string> redirects;

    private readonly SandboxStateFile<PennylaneState>? file;
    private bool isReady;

    public PennylaneSandbox(IOptions<SandboxOptions> options, TimeProvider time, ILogger<PennylaneSandbox> logger)
    {
        var own = options.Value.Pennylane;
        DefaultToken = own.DeveloperToken;
        clock = new(time);
        grants = new(clock, Keep);
        file = options.Value is { Enabled: true, StateDirectory: { } folder } ? new(Path.Combine(folder, StateFile), logger) : null;
        redirects = [.. own.RedirectUris.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        oauth = new(this, own, grants, clock);
        api = new(this, grants, clock);
    }

    public override string DefaultToken { get; }

    public override string BasePath => RootPath;

    /// <summary>How it behaves where more than one way is possible.</summary>
    public PennylaneBehaviour Behaviour { get; } = new();

    /// <summary>The companies of the person who is signed in.</summary>
    public IReadOnlyList<PennylaneCompany> Companies
    {
        get
        {
            PennylaneCompany[] all;
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

    /// <summary>The company of <see cref="DefaultToken"/>, with a year of customers and invoices.</summary>
    public PennylaneCompany Default => Companies[0];

    /// <summary>The company that gave an access token; null where none did, or it is good no more.</summary>
    public PennylaneCompany? CompanyOf(string token)
    {
        var all = Companies;
        return grants.Find(token) is { } grant ? all.FirstOrDefault(company => company.Id == grant.Company) : null;
    }

    /// <summary>Adds an empty company.</summary>
    public PennylaneCompany AddCompany(string name, string? regNo = null)
    {
        PennylaneCompany company;
        lock (gate)
        {
            EnsureReady();
            company = Add(name, regNo ?? FrenchNumbers.Siren(companies.Count + 700));
        }
        Keep();
        return company;
    }

    /// <summary>Makes a developer token for a company; with every scope that there is to read where none is named.</summary>
    public string AddToken(PennylaneCompany company, params IReadOnlyList<string> scopes) =>
        grants.AddDeveloper(company.Id, scopes.Count > 0 ? scopes : Scopes.ReadableHere);

    /// <summary>Moves the time in here on: tokens expire, invoices become late, changelogs forget.</summary>
    public void Advance(TimeSpan by)
    {
        clock.Advance(by);
        Keep();
    }

    /// <summary>Registers another address to which people may be sent back.</summary>
    public void RegisterRedirect(string address)
    {
        lock (gate)
            redirects.Add(address);
    }

    /// <summary>Somebody takes back what all clients were allowed with a company.</summary>
    public void Revoke(PennylaneCompany company) => grants.RevokeAll(company.Id);

    /// <summary>The access tokens of a company are too old from now on; they can be refreshed.</summary>
    public void ExpireAccess(PennylaneCompany company) => grants.ForEach(company.Id, grant => grant.AccessEnds = clock.Now);

    /// <summary>The refresh tokens of a company are too old from now on.</summary>
    public void ExpireRefresh(PennylaneCompany company) => grants.ForEach(company.Id, grant => grant.RefreshEnds = clock.Now);

    /// <summary>The clients of a company lose a scope.</summary>
    public void DropScope(PennylaneCompany company, string scope) =>
        grants.ForEach(company.Id, grant => grant.Scopes = [.. grant.Scopes.Where(one => one != scope)]);

    /// <summary>Forgets the requests received; faults that are planned stay.</summary>
    public void ClearRequests() => Log.Clear(null);

    internal bool IsRegistered(string address, string baseUrl)
    {
        lock (gate)
            return redirects.Contains(address) || redirects.Any(own => own[0] == '/' && baseUrl[..^RootPath.Length] + own == address);
    }

    internal override string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : null;

    internal override ApiAnswer Handle(ApiCall call)
    {
        // Nobody's token is known before what was kept is read.
        _ = Companies;
        try
        {
            return call.Path is ["oauth", ..] ? oauth.Handle(call) : api.Handle(call);
        }
        catch (Refusal refusal)
        {
            return new(refusal.Status, Error(refusal, call.Started), false) { ContentType = ErrorType(refusal) };
        }
    }

    internal override byte[] Error(Refusal refusal, long started) => PennylaneRefusals.Write(refusal);

    internal override string? ErrorType(Refusal refusal) => PennylaneRefusals.TypeOf(refusal);

    internal override Refusal Refuse(SandboxFaultKind kind, string? message, int status, string path) => (kind, path.StartsWith("/oauth/", StringComparison.Ordinal)) switch
    {
        (SandboxFaultKind.TooManyRequests, _) => PennylaneRefusals.TooMany(5),
        (SandboxFaultKind.Unauthorized, false) => PennylaneRefusals.InvalidToken(),
        (SandboxFaultKind.Unauthorized, true) => PennylaneRefusals.Token(401, "invalid_client", message ?? "Client authentication failed."),
        (SandboxFaultKind.Forbidden, _) => PennylaneRefusals.MissingScope(path.Contains("customer_invoices", StringComparison.Ordinal) ? "customer_invoices:readonly" : "customers:readonly"),
        (SandboxFaultKind.Invalid, false) => PennylaneRefusals.Unprocessable(message ?? "The request could not be processed."),
        (SandboxFaultKind.Invalid, true) => PennylaneRefusals.Token(400, "invalid_grant", message ?? "The provided authorization grant is invalid."),
        _ => new(status, "", message ?? "Internal Server Error"),
    };

    private PennylaneCompany Add(string name, string regNo)
    {
        var company = new PennylaneCompany(FirstCompany + (companies.Count * 17), companies.Count, name, regNo, clock, Behaviour) { Changed = Keep };
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
            clock.Ahead = kept.Ahead;
            grants.Restore(kept.Grants);
            foreach (var company in kept.Companies)
                Add(company.Name, company.RegNo).Restore(company);
        }
        else
        {
            PennylaneSeed.Workshop(Add("Atelier Lumière SARL", FrenchNumbers.Siren(512_604_31)));
            PennylaneSeed.Bakery(Add("Boulangerie Petit SAS", FrenchNumbers.Siren(803_117_25)));
        }
        // Whatever was configured before, this token opens the first company.
        grants.AddDeveloper(companies[0].Id, Scopes.ReadableHere, DefaultToken);
        return isReady = true;
    }

    /// <summary>Writes the present state, where one is kept. What is done while the first companies are set up is kept once, at the end.</summary>
    private void Keep()
    {
        if (isReady)
            file?.Write(() => new(clock.Ahead, grants.Kept(), [.. Companies.Select(company => company.State())]));
    }
}
