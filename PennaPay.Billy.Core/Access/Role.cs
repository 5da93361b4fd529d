namespace PennaPay.Billy.Core.Access;

/// <summary>What a user is in a workspace. The numbers are stored.</summary>
public enum Role
{
    /// <summary>May do everything.</summary>
    Owner = 0,

    /// <summary>Does the daily work; company and connections belong to the owner.</summary>
    Member = 1,

    /// <summary>Looks on, and keeps preferences of their own.</summary>
    Viewer = 2,
}
