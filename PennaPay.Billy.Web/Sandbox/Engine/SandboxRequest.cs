using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>One request that the sandbox received.</summary>
/// <param name="Sequence">Counts up from 1 over all accounts of the system.</param>
/// <param name="Time">When it arrived.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path below the base address, with the query: <c>/invoices?q=x</c>.</param>
/// <param name="TokenLastFour">The end of the access token; null when there was none.</param>
/// <param name="Body">The JSON sent; null when there was none or it was no JSON.</param>
/// <param name="Status">The status answered; null while it is under way or when the connection was cut instead.</param>
/// <param name="DurationMs">Milliseconds until the answer was ready, by the application's clock.</param>
/// <param name="Committed">Whether it changed anything.</param>
/// <param name="Fault">The kind of the planned fault that hit it.</param>
public sealed record SandboxRequest(
    long Sequence, DateTimeOffset Time, string Method, string Path, string? TokenLastFour, JsonElement? Body,
    int? Status, double DurationMs, bool Committed, SandboxFaultKind? Fault);
