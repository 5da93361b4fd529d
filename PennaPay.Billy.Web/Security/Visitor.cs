namespace PennaPay.Billy.Web.Security;

/// <summary>Whoever a request comes from, or a page was opened by.</summary>
public sealed class Visitor
{
    /// <summary>From where, as far as a trusted proxy tells it; null where it is not known.</summary>
    public string? Address { get; set; }
}
