using System.Security.Cryptography;

namespace PennaPay.Billy.Web.Sandbox;

/// <summary>The companies by their access tokens.</summary>
internal sealed class Companies(string defaultToken, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Access> byToken = [];

    /// <summary>What needs no company.</summary>
    public SandboxStore Reference { get; } = ReferenceData.Create();

    /// <summary>The company of a token that is still good.</summary>
    public SandboxCompany? Find(string? token) => Access(token) is { IsRevoked: false } access ? access.Company : null;

    /// <summary>The company of a token, good or revoked.</summary>
    public SandboxCompany? Owner(string token) => Access(token)?.Company;

    public IReadOnlyList<SandboxCompany> All
    {
        get
        {
            lock (gate)
                return [.. byToken.Values.Select(access => access.Company).Distinct()];
        }
    }

    public string Create(SandboxCompanyOptions options)
    {
        var token = options.Token ?? NewToken();
        lock (gate)
            byToken[token] = new(NewCompany(options));
        return token;
    }

    public string Reissue(string token)
    {
        var renewed = NewToken();
        lock (gate)
            byToken[renewed] = new(byToken[token].Company);
        return renewed;
    }

    public void Revoke(string token)
    {
        lock (gate)
            byToken[token].IsRevoked = true;
    }

    /// <summary>Empties one company.</summary>
    public void Reset(string token)
    {
        lock (gate)
            byToken[token] = new(NewCompany(byToken[token].Company.Options));
    }

    /// <summary>Forgets every company; the default one starts anew.</summary>
    public void Reset()
    {
        lock (gate)
            byToken.Clear();
        EnsureDefault();
    }

    private Access? Access(string? token)
    {
        if (token is null)
            return null;
        EnsureDefault();
        lock (gate)
            return byToken.GetValueOrDefault(token);
    }

    private void EnsureDefault()
    {
        lock (gate)
        {
            if (!byToken.ContainsKey(defaultToken))
                byToken[defaultToken] = new(NewCompany(new() { Token = defaultToken }));
        }
    }

    private SandboxCompany NewCompany(SandboxCompanyOptions options) => Seed.Company(options, Reference, time.GetUtcNow());

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
}

internal sealed class Access(SandboxCompany company)
{
    public SandboxCompany Company => company;

    public bool IsRevoked { get; set; }
}
