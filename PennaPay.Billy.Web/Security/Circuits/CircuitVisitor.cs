namespace PennaPay.Billy.Web.Security.Circuits;

/// <summary>Whose page it is, and from where. What is not known is not counted.</summary>
internal sealed record CircuitVisitor(string? Session, string? User, string? Address)
{
    public IEnumerable<(CircuitLimit Limit, string Who)> Known
    {
        get
        {
            if (Session is not null)
                yield return (CircuitLimit.Session, Session);
            if (User is not null)
                yield return (CircuitLimit.User, User);
            if (Address is not null)
                yield return (CircuitLimit.Address, Address);
        }
    }

    public static CircuitVisitor Of(HttpContext context) => new(
        AccountClaims.SessionOf(context.User)?.ToString(), AccountClaims.UserOf(context.User)?.ToString(), VisitorNetwork.Of(context.Connection.RemoteIpAddress));
}
