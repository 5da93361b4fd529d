namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>An error that a system answers, in that system's words.</summary>
internal sealed class Refusal(int status, string code, string message, ValidationErrors? errors = null) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public ValidationErrors? Errors => errors;
}
