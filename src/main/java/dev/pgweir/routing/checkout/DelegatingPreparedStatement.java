package dev.pgweir.routing.checkout;

import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Date;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** A prepared statement that passes everything on to another. All that runs it passes through two methods. */
public abstract class DelegatingPreparedStatement extends DelegatingStreams {

    protected DelegatingPreparedStatement(PreparedStatement statement) {
        super(statement);
    }

    /** The statement that everything is passed on to. */
    protected final PreparedStatement delegate() {
        return prepared;
    }

    @Override
    public boolean execute() throws SQLException {
        return run(() -> prepared.execute());
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return run(() -> prepared.executeQuery());
    }

    @Override
    public int executeUpdate() throws SQLException {
        return run(() -> prepared.executeUpdate());
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return run(() -> prepared.executeLargeUpdate());
    }

    @Override
    public void addBatch() throws SQLException {
        prepared.addBatch();
    }

    @Override
    public void clearParameters() throws SQLException {
        prepared.clearParameters();
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return prepared.getMetaData();
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        return prepared.getParameterMetaData();
    }

    @Override
    public void setNull(int index, int type) throws SQLException {
        prepared.setNull(at(index), type);
    }

    @Override
    public void setNull(int index, int type, String typeName) throws SQLException {
        prepared.setNull(at(index), type, typeName);
    }

    @Override
    public void setBoolean(int index, boolean value) throws SQLException {
        prepared.setBoolean(at(index), value);
    }

    @Override
    public void setByte(int index, byte value) throws SQLException {
        prepared.setByte(at(index), value);
    }

    @Override
    public void setShort(int index, short value) throws SQLException {
        prepared.setShort(at(index), value);
    }

    @Override
    public void setInt(int index, int value) throws SQLException {
        prepared.setInt(at(index), value);
    }

    @Override
    public void setLong(int index, long value) throws SQLException {
        prepared.setLong(at(index), value);
    }

    @Override
    public void setFloat(int index, float value) throws SQLException {
        prepared.setFloat(at(index), value);
    }

    @Override
    public void setDouble(int index, double value) throws SQLException {
        prepared.setDouble(at(index), value);
    }

    @Override
    public void setBigDecimal(int index, BigDecimal value) throws SQLException {
        prepared.setBigDecimal(at(index), value);
    }

    @Override
    public void setString(int index, String value) throws SQLException {
        prepared.setString(at(index), value);
    }

    @Override
    public void setNString(int index, String value) throws SQLException {
        prepared.setNString(at(index), value);
    }

    @Override
    public void setBytes(int index, byte[] value) throws SQLException {
        prepared.setBytes(at(index), value);
    }

    @Override
    public void setDate(int index, Date value) throws SQLException {
        prepared.setDate(at(index), value);
    }

    @Override
    public void setDate(int index, Date value, Calendar calendar) throws SQLException {
        prepared.setDate(at(index), value, calendar);
    }

    @Override
    public void setTime(int index, Time value) throws SQLException {
        prepared.setTime(at(index), value);
    }

    @Override
    public void setTime(int index, Time value, Calendar calendar) throws SQLException {
        prepared.setTime(at(index), value, calendar);
    }

    @Override
    public void setTimestamp(int index, Timestamp value) throws SQLException {
        prepared.setTimestamp(at(index), value);
    }

    @Override
    public void setTimestamp(int index, Timestamp value, Calendar calendar) throws SQLException {
        prepared.setTimestamp(at(index), value, calendar);
    }

    @Override
    public void setObject(int index, Object value) throws SQLException {
        prepared.setObject(at(index), value);
    }

    @Override
    public void setObject(int index, Object value, int type) throws SQLException {
        prepared.setObject(at(index), value, type);
    }

    @Override
    public void setObject(int index, Object value, int type, int scaleOrLength) throws SQLException {
        prepared.setObject(at(index), value, type, scaleOrLength);
    }

    @Override
    public void setObject(int index, Object value, SQLType type) throws SQLException {
        prepared.setObject(at(index), value, type);
    }

    @Override
    public void setObject(int index, Object value, SQLType type, int scaleOrLength) throws SQLException {
        prepared.setObject(at(index), value, type, scaleOrLength);
    }

    @Override
    public void setArray(int index, Array value) throws SQLException {
        prepared.setArray(at(index), value);
    }

    @Override
    public void setRef(int index, Ref value) throws SQLException {
        prepared.setRef(at(index), value);
    }

    @Override
    public void setRowId(int index, RowId value) throws SQLException {
        prepared.setRowId(at(index), value);
    }

    @Override
    public void setURL(int index, URL value) throws SQLException {
        prepared.setURL(at(index), value);
    }
}
