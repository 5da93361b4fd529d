namespace PennaPay.Billy.Tests.Http;

/// <summary>What went out.</summary>
internal sealed record SentRequest(string Line, string Headers, string Body);
