namespace PennaPay.Billy.Core.Audit;

/// <summary>What entries of the audit are about.</summary>
public enum AuditTopic
{
    /// <summary>Signing in and out, refusals, delays, passwords, setting up the installation.</summary>
    SignIn,

    /// <summary>Connecting, testing and disconnecting systems, tokens, how systems are used, and keys of programs that read them.</summary>
    Connections,

    /// <summary>Queued, undone and decided pushes.</summary>
    Pushes,

    /// <summary>Runs that keep records alike here and in a connected account, and what was chosen for them.</summary>
    Synchronization,

    /// <summary>Invoices, customers and products that people wrote or brought in.</summary>
    Records,

    /// <summary>The company, and what people like.</summary>
    Settings,

    /// <summary>What was taken along as a file.</summary>
    Exports,

    /// <summary>The audit itself, and the keys that secrets are encrypted with.</summary>
    Audit,
}
