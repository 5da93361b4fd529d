using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>A connection to Billy, with what is Billy's own about it.</summary>
internal static class BillyConnections
{
    extension(Connection connection)
    {
        /// <summary>What the owner chose.</summary>
        public BillyChoices Choices => BillyChoices.Read(connection.Settings);

        /// <summary>Who numbers the organisation's invoices.</summary>
        public NumberingMode NumberingMode => Numbering.ModeOf(BillyFacts.Read(connection.Facts).InvoiceNoMode);
    }
}
